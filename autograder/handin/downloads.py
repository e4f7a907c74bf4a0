"""Who handed a file in, by the names that learning management systems give to files in their bulk downloads.

Canvas: `doejane_12345_67890_optimization.zip`, `doejane_LATE_12345_67890_optimization.zip`,
`anon_aB3xY_67890_optimization.zip` where grading is anonymous. The name is the sortable one
without what is no letter or digit, the numbers are the ids of the user and of the file.
Canvas, lib/content_zipper.rb: `get_filename`, `add_upload_submission`, `sanitize_user_name`.
A second upload of one name becomes `optimization-1.zip`, and has the larger file id.
Canvas, app/models/attachment.rb: `Attachment.make_unique_filename`.

Moodle: `Jane Doe_1234567_assignsubmission_file_/optimization.zip`, or, where "download in folders"
is off, `Jane Doe_1234567_assignsubmission_file_optimization.zip`; newer releases name the folder
without its last underscore. The number is the participant's in this one assignment. Moodle,
mod/assign/classes/downloader.php: `get_student_prefix`, `load_submissionplugin_filelist`.

Neither name tells when something was handed in; Canvas tells that it was late.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath

# Older releases of Canvas write "late".
CANVAS = re.compile(r"(?P<name>\w+?)(?P<late>_LATE|_late)?_(?P<id>\d+)_(?P<file>\d+)_(?P<original>.+)", re.DOTALL)
ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<name>(?P<id>anon_[0-9A-Za-z]+))_(?P<file>\d+)_(?P<original>.+)", re.DOTALL)
MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<id>\d+)_assignsubmission_file_?(?P<original>.*)", re.DOTALL)


@dataclass(frozen=True)
class Sender:
    """Who handed in. lms: "Canvas", "Moodle", or "" for a file that its owner named. id: the LMS's, else ""."""

    lms: str
    name: str
    id: str = ""

    def __str__(self) -> str:
        """The sender in a sentence."""
        return f"{self.name} ({self.lms} {self.id})" if self.lms else self.name


@dataclass(frozen=True)
class Delivery:
    """What a bulk download's file name tells. order: a larger one was handed in later; None where nobody knows."""

    sender: Sender
    original: str
    late: bool = False
    order: int | None = None


def delivery(path: PurePath) -> Delivery | None:
    """What the path of a file in a bulk download tells; None for a path that no LMS made.

    The first part that an LMS may have made counts: all after it is of the student's choosing.
    """
    for i, part in enumerate(path.parts):
        rest = "/".join(path.parts[i + 1 :])
        last = not rest
        # Moodle first: its names fit Canvas's pattern where the student's file begins with numbers.
        if match := MOODLE.fullmatch(part):
            original = match["original"] if last else rest
            return Delivery(Sender("Moodle", match["name"], match["id"]), original) if original else None
        if last and (match := ANONYMOUS.fullmatch(part) or CANVAS.fullmatch(part)):
            sender = Sender("Canvas", match["name"], match["id"])
            return Delivery(sender, match["original"], bool(match["late"]), int(match["file"]))
    return None


def without_counter(original: str) -> str:
    """A file name as the student gave it: Canvas turns a second `adam.py` into `adam-1.py`."""
    path = PurePath(original)
    return re.sub(r"-\d+$", "", path.stem) + path.suffix
