"""Under which names an LMS knows what was handed in: `uploads.json` beside the students' folders.

By them feedback finds its way back. They are the LMS's own, from the downloads that were unpacked, and never made up.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.handin.collect import Piece
from autograder.handin.earlier import UnreadableRecord
from autograder.handin.works import Work

RECORD = "uploads.json"


@dataclass(frozen=True)
class Upload:
    """One student's newest upload to one LMS.

    name: of Canvas's file, or of Moodle's folder. id: the user's in Canvas, the participant's in Moodle, as it stands
    in the name. file: Canvas's number of the file; None in Moodle. zipped: whether the file is a zip.
    """

    name: str
    id: str
    file: int | None
    zipped: bool


Uploads = dict[str, dict[str, Upload]]  # by LMS, then by student


def read_uploads(submitted: Path) -> dict[str, Uploads]:
    """By assignment, what is known of the uploads. Raises `UnreadableRecord`."""
    path = submitted / RECORD
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            assignment: {lms: {s: _upload_of(about) for s, about in each.items()} for lms, each in by_lms.items()}
            for assignment, by_lms in kept.items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        raise UnreadableRecord(
            f"{path} is damaged. It tells the names by which feedback goes back. Move it away, and unpack the download "
            "again, which changes no submission."
        ) from error


def _upload_of(about: dict[str, Any]) -> Upload:
    """An upload as it was written down. Raises TypeError where it is none."""
    upload = Upload(**about)
    texts = isinstance(upload.name, str) and isinstance(upload.id, str)
    if not texts or not isinstance(upload.file, int | None) or not isinstance(upload.zipped, bool):
        raise TypeError("no upload")
    return upload


def _write(submitted: Path, uploads: Mapping[str, Uploads]) -> None:
    kept = {
        assignment: {lms: {s: asdict(upload) for s, upload in each.items()} for lms, each in by_lms.items()}
        for assignment, by_lms in uploads.items()
    }
    unfinished = submitted / f".{RECORD}.tmp"
    unfinished.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(unfinished, submitted / RECORD)


def _rank(piece: Piece) -> tuple[bool, int]:
    return piece.delivery.original.lower().endswith(".zip"), piece.delivery.order or 0


def _upload(work: Work) -> Upload | None:
    """The name to which feedback is sent: the newest zip's, else the newest file's."""
    pieces = [piece for piece in work.pieces if piece.delivery.lms_name and not piece.delivery.typed]
    if not pieces:
        return None
    piece = max(pieces, key=_rank)
    return Upload(piece.delivery.lms_name, work.sender.id, piece.delivery.order, _rank(piece)[0])


def _order(upload: Upload) -> tuple[bool, int]:
    return upload.zipped, upload.file or 0


def note_uploads(submitted: Path, uploads: dict[str, Uploads], assignment: str, works: Iterable[Work]) -> None:
    """Keep the names of what has come. An older download changes nothing; a name is one student's alone.

    uploads: what is known so far.
    """
    before = json.dumps(uploads, default=asdict)
    for work in works:
        if upload := _upload(work):
            known = uploads.setdefault(assignment, {}).setdefault(work.sender.lms, {})
            for student in [s for s, u in known.items() if u.id == upload.id and s != work.student.id]:
                del known[student]
            have = known.get(work.student.id)
            if have is None or have.id != upload.id or _order(have) <= _order(upload):
                known[work.student.id] = upload
    if json.dumps(uploads, default=asdict) != before:
        _write(submitted, uploads)


def merge_uploads(submitted: Path, old: str, new: str, stays: Mapping[str, str]) -> None:
    """Give an old id's uploads to the new one. stays: by assignment in which both handed in, whose work stays."""
    uploads = read_uploads(submitted)
    changed = False
    for assignment, by_lms in uploads.items():
        for known in by_lms.values():
            upload = known.pop(old, None)
            changed |= upload is not None
            if upload and (new not in known or stays.get(assignment) == old):
                known[new] = upload
    if changed:
        _write(submitted, uploads)
