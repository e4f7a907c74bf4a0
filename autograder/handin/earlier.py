"""Which counts: the submission that lies there already, or the one that is handed in now.

The newer one counts, and only what is known to be older is replaced:

1. The same files lie there: nothing changes.
2. Both times are known, by timestamp.txt and by Moodle's worksheet or Gradescope: the later one counts.
3. Both are uploads to Canvas: the one with the larger number counts.
4. The files lay there before, and others took their place: those are newer, and stay.
5. A timestamp.txt lies there, and none of this tells: refused, since it tells of the earlier work.
6. An LMS's download is unpacked, but what lies there came otherwise, as by mail: refused.
7. Else what is unpacked takes the earlier one's place: a download another one's, and a zip that its owner named any.

What came by downloads, and what took another's place, is kept in `unpacked.json` beside the students' folders.
"""

import contextlib
import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from autograder.handin.archive import Refused
from autograder.handin.moodle_times import time_in, written

RECORD = "unpacked.json"
TIMESTAMP = "timestamp.txt"


class Older(ValueError):
    """What came is older than what lies there, which stays; the message says how that is known."""


class UnreadableRecord(ValueError):
    """The record of what was unpacked is damaged; the message says what to do."""


@dataclass(frozen=True)
class Arrival:
    """One submission as it came. files: their fingerprint. order: Canvas's number of the upload. when: in UTC."""

    files: str
    lms: str = ""
    order: int | None = None
    when: datetime.datetime | None = None


@dataclass(frozen=True)
class Past:
    """What was laid out for a student before.

    files: fingerprints, the last one's is of what was laid out last. lms, order: of that. timestamp: as it was written.
    """

    files: tuple[str, ...] = ()
    lms: str = ""
    order: int | None = None
    timestamp: str = ""


def fingerprint(folder: Path, wanted: tuple[str, ...]) -> str:
    """One text for the files that are handed in; empty where none of them is there."""
    found = [(name, hashlib.sha256((folder / name).read_bytes())) for name in wanted if (folder / name).is_file()]
    together = "".join(f"{name} {digest.hexdigest()}\n" for name, digest in found)
    return hashlib.sha256(together.encode()).hexdigest() if found else ""


def refuse_older(arrival: Arrival, lying: str, stamp: str, past: Past) -> None:
    """Raise `Older` where what lies there stays, and `Refused` where nobody can tell; by the rules above.

    lying: the fingerprint of other files, which lie there. stamp: the text of their timestamp.txt, or empty.
    """
    there = time_in(stamp) if stamp else None
    known = past if past.files[-1:] == (lying,) else Past()
    if there and arrival.when and there != arrival.when:
        if arrival.when < there:
            raise Older(f"it was handed in at {written(there)}, and this earlier, at {written(arrival.when)}")
        return
    newer = arrival.order is not None and known.order is not None and arrival.order > known.order
    if arrival.order is not None and known.order is not None and arrival.order < known.order:
        raise Older("it was uploaded to Canvas later than this")
    if not newer and arrival.files in past.files:
        raise Older("this lay there before, and what took its place is newer")
    what_helps = "To take this one, move the earlier folder away, and unpack again"
    if stamp:
        raise Refused(f"a timestamp.txt lies beside the earlier submission, and tells of that one. {what_helps}")
    if arrival.lms and not known.lms:
        came = "what lies there came otherwise than by an LMS's download"
        raise Refused(f"{came}, and nobody can tell which is newer. {what_helps}")


def later(past: Past, arrival: Arrival, lying: str, timestamp: str) -> Past:
    """The past with an arrival that was laid out, in place of other files where lying is their fingerprint."""
    if past.files[-1:] == (arrival.files,) == (lying,) and not arrival.lms:
        return Past(past.files, past.lms, past.order, timestamp)  # the same work, sent by mail too
    before = [files for files in (*past.files, lying) if files and files != arrival.files]
    return Past((*dict.fromkeys(before), arrival.files), arrival.lms, arrival.order, timestamp)


def stamp_in(folder: Path) -> str:
    """The text of a submission's timestamp.txt, empty where there is none."""
    with contextlib.suppress(FileNotFoundError):
        return (folder / TIMESTAMP).read_bytes()[:200].decode("utf-8-sig", errors="replace").strip() or "(empty)"
    return ""


def read_record(submitted: Path) -> dict[str, dict[str, Past]]:
    """What was unpacked into a folder: by assignment and student. Raises `UnreadableRecord`."""
    path = submitted / RECORD
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {
            assignment: {student: Past(**past | {"files": tuple(past["files"])}) for student, past in students.items()}
            for assignment, students in kept.items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableRecord(
            f"{path} is damaged. It tells which submissions are older. Move it away, and unpack again."
        ) from error


def merge_record(submitted: Path, old: str, new: str, stays: Mapping[str, str]) -> None:
    """Give what was unpacked for an old id to the new one. Raises `UnreadableRecord`, OSError.

    stays: by assignment in which both handed in, the id whose work stays. The other's files are known as earlier ones.
    """
    record = read_record(submitted)
    merged = False
    for assignment, past in record.items():
        if before := past.pop(old, None):
            other = past.get(new, Past())
            going, staying = (other, before) if stays.get(assignment, old) == old else (before, other)
            earlier = [files for files in going.files if files not in staying.files]
            past[new], merged = replace(staying, files=(*earlier, *staying.files)), True
    if merged:
        write_record(submitted, record)


def write_record(submitted: Path, record: dict[str, dict[str, Past]]) -> None:
    """Keep what was unpacked; a call that is killed leaves the earlier record whole."""
    kept = {name: {student: asdict(past) for student, past in each.items()} for name, each in record.items()}
    unfinished = submitted / f".{RECORD}.tmp"
    unfinished.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(unfinished, submitted / RECORD)
