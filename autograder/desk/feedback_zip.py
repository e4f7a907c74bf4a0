"""Feedback pages in one zip, under the names by which Canvas and Moodle find whose each one is.

Canvas takes back the files of its own download: once there was one, the assignment's page and the gradebook offer to
upload them. Of the parts between a name's underscores, LATE aside, the first two of digits alone are the user and the
file that was handed in; after `anon` it is the next two. The file must be of the current submission, and the last part
may not begin with `link`. The comment's attachment is called as the student's own file was, whatever is sent. So who
handed in a zip gets one, with the page in it; to others none can be sent, since a page would be called as their module.
Canvas, app/models/abstract_assignment.rb: `infer_comment_context_from_filename`, `generate_comments_from_files`.
It unpacks at most a hundredfold of the zip's bytes, 50 GB and 100,000 files, and skips names that are too long for a
file: gems/canvas_unzip/lib/canvas_unzip.rb, `default_limits`, `extract_archive`.

Moodle's form is "Upload multiple feedback files in a zip", where the assignment has feedback files. A folder that
underscores part into a name, a participant's number, `assignsubmission`, `file`, and perhaps more, is that
participant's, and what lies in it the feedback. Files whose names begin with a dot or a tilde are passed over.
Moodle, mod/assign/feedback/file/importziplib.php: `is_valid_filename_for_import`, `import_zip_files`.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.handin.uploads import Upload

PAGE = "feedback.html"
LONGEST = 255  # bytes of a file's name
SYSTEMS = {"canvas": "Canvas", "moodle": "Moodle"}
_ALWAYS_THE_SAME = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell


@dataclass(frozen=True)
class Sorted:
    """Whose page can be sent. names: by student, in the zip. left_out: students by the reason."""

    names: dict[str, str]
    left_out: dict[str, list[str]]


def _file_name(upload: Upload) -> str:
    """A name in which Canvas finds the user and the file; its own, unless that one would mislead it."""
    anonymous = upload.id.startswith("anon_")
    plain = f"{'' if anonymous else 'student_'}{upload.id}_{upload.file}_feedback.zip"
    return upload.name if _fits(upload.name) and _canvas_finds(upload.name) == _canvas_finds(plain) else plain


def _canvas_finds(name: str) -> list[str] | None:
    """The user and the file that Canvas finds in a name; None where it passes over it."""
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[-1].startswith("link") or name.startswith("._"):
        return None
    return parts[:3] if parts[0] == "anon" else [part for part in parts if part.isascii() and part.isdigit()][:2]


def _folder_name(upload: Upload) -> str:
    """A folder's name in which Moodle finds the participant; its own, unless that one would mislead it."""
    found = upload.name.split("_")[1:4] == [upload.id, "assignsubmission", "file"]
    return upload.name if found and _fits(upload.name) else f"Student_{upload.id}_assignsubmission_file_"


def _fits(name: str) -> bool:
    return len(name.encode()) <= LONGEST and name.isprintable() and not set(name) & set("/\\")


def _why_not(system: str, upload: Upload | None) -> str:
    """Why a student's page cannot be sent, "" where it can."""
    lms = SYSTEMS[system]
    if upload is None:
        return f"no upload of theirs to {lms} is known here. Unpack {lms}'s download again; no submission changes by it"
    if not upload.id:
        return f"{lms}'s download gave them no number, as for a group. Send them the page"
    if system == "canvas" and not upload.zipped:
        return "they handed in no zip, and Canvas would call the page as their own file. Send them the page"
    return ""


def sort_out(system: str, students: list[str], uploads: Mapping[str, Upload]) -> Sorted:
    """Under which name each page is sent, and whose cannot be. No name is two students'.

    system: "canvas" or "moodle". uploads: to it, by student; those of others too.
    """
    counted = Counter(upload.id for upload in uploads.values())
    names: dict[str, str] = {}
    left_out: dict[str, list[str]] = {}
    for student in students:
        upload = uploads.get(student)
        why = _why_not(system, upload)
        if upload and not why and counted[upload.id] > 1:
            why = "another student has the same number. Unpack the download again, with the right --roster"
        if why or upload is None:
            left_out.setdefault(why, []).append(student)
        else:
            names[student] = _file_name(upload) if system == "canvas" else f"{_folder_name(upload)}/{PAGE}"
    return Sorted(names, left_out)


def _zip(entries: Mapping[str, bytes], method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, _ALWAYS_THE_SAME)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, method)
    return file.getvalue()


def zips(system: str, names: Mapping[str, str], pages: Mapping[str, Path], limit: int | None) -> Iterator[bytes]:
    """The zips that hold all pages: one, or as many as the limit asks for.

    names, pages: by student, the name in the zip and the file. limit: in bytes, of one zip; a page that alone is larger
    has a zip of its own. Raises OSError.
    """
    method = zipfile.ZIP_STORED if system == "canvas" else zipfile.ZIP_DEFLATED
    entries: dict[str, bytes] = {}
    size = 0
    for student, name in names.items():
        page = pages[student].read_bytes()
        packed = _zip({PAGE if system == "canvas" else name: page}, zipfile.ZIP_DEFLATED)
        if entries and limit and size + len(packed) + 2 * len(name.encode()) + 200 > limit:
            yield _zip(entries, method)
            entries, size = {}, 0
        entries[name] = packed if system == "canvas" else page
        size += len(packed) + 2 * len(name.encode()) + 200
    yield _zip(entries, method)
