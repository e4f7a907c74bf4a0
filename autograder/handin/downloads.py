"""Who handed a file in, by the names that learning management systems give to files in their bulk downloads.

Canvas: `doejane_12345_67890_optimization.zip`, `doejane_LATE_12345_67890_optimization.zip`,
`anon_aB3xY_67890_optimization.zip` where grading is anonymous. The name is the sortable one in small letters,
without what is no letter, mark or digit; the numbers are the ids of the user and of the file. A text that was
typed in is `doejane_12345_text.html`, a link `doejane_12345_link.html`.
Canvas, lib/content_zipper.rb: `get_filename`, `add_upload_submission`, `add_text_or_url`, `sanitize_user_name`.
A second upload of one name becomes `optimization-1.zip`, and has the larger file id.
Canvas, app/models/attachment.rb: `Attachment.make_unique_filename`.

Moodle: `Jane Doe_1234567_assignsubmission_file_/optimization.zip`, or, where "download in folders"
is off, `Jane Doe_1234567_assignsubmission_file_optimization.zip`; newer releases name the folder
without its last underscore. The number is the participant's in this one assignment, and means nothing elsewhere.
Where groups hand in, name and number are the group's; who is in none is `Default group_assignsubmission_file_`.
Moodle, mod/assign/classes/downloader.php: `get_student_prefix`, `load_submissionplugin_filelist`.

Neither name tells when something was handed in; Canvas tells that it was late.
After a Mac, all names are stored with their accents as marks (NFD): they are read as letters (NFC).
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

# Older releases of Canvas write "late".
CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_LATE|_late)?_(?P<id>\d+)_(?P<file>\d+)_(?P<original>.+)", re.DOTALL)
TYPED = re.compile(r"(?P<name>.+?)(?P<late>_LATE|_late)?_(?P<id>\d+)_(?P<original>(?:text|link)\.html)", re.DOTALL)
ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<name>(?P<id>anon_[0-9A-Za-z]+))_(?P<file>\d+)_(?P<original>.+)", re.DOTALL)
MOODLE = re.compile(r"(?P<name>[^_]+)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z]+)_?(?P<original>.*)", re.DOTALL)
GRADESCOPE = "Gradescope"
NUMBERED = re.compile(r".*(_\d+_\d+_|_assignsubmission_).+", re.DOTALL)


@dataclass(frozen=True)
class Sender:
    """Who handed in. lms: "Canvas", "Moodle", "Gradescope", or "" for a file that its owner named.

    id: the LMS's; of Gradescope the student's own number, or the email address; else "".
    """

    lms: str
    name: str
    id: str = ""

    def __str__(self) -> str:
        """The sender in a sentence."""
        return f"{self.name} ({self.lms} {self.id})" if self.id else self.name


@dataclass(frozen=True)
class Delivery:
    """What a bulk download tells of a file. order: a larger one was handed in later; None where nobody knows.

    typed: it is no file, but what somebody wrote into the LMS. lms_name: Canvas's whole name of the file, Moodle's of
    the folder; else "". at: when it was handed in, in UTC, where that is told.
    """

    sender: Sender
    original: str
    late: bool = False
    order: int | None = None
    typed: bool = False
    lms_name: str = ""
    at: datetime.datetime | None = None


def delivery(path: PurePath) -> Delivery | None:
    """What the path of a file in a bulk download tells; None for a path that no LMS made of an upload.

    The first part that an LMS may have made counts: all after it is of the student's choosing.
    """
    found = _told(path)
    return found if found and not found.typed else None


def typed(path: PurePath) -> Delivery | None:
    """What the path of a file tells that an LMS made of a text or a link; None for any other."""
    found = _told(path)
    return found if found and found.typed else None


def _told(path: PurePath) -> Delivery | None:
    parts = [unicodedata.normalize("NFC", part) for part in path.parts]
    for i, part in enumerate(parts):
        rest = "/".join(parts[i + 1 :])
        # Moodle first: its names fit Canvas's pattern where the student's file begins with numbers.
        if match := MOODLE.fullmatch(part):
            original = rest or match["original"]
            sender = Sender("Moodle", match["name"], match["id"] or "")
            folder = part.removesuffix(match["original"]) if match["original"] else part
            return Delivery(sender, original, typed=match["kind"] != "file", lms_name=folder) if original else None
        if not rest and (found := _canvas(part)):
            return found
    return None


def _canvas(name: str) -> Delivery | None:
    match = ANONYMOUS.fullmatch(name) or CANVAS.fullmatch(name)
    order = int(match["file"]) if match else None
    match = match or TYPED.fullmatch(name)
    if not match or not _word(match["name"]):
        return None
    sender = Sender("Canvas", match["name"], match["id"])
    return Delivery(sender, match["original"], bool(match["late"]), order, typed=order is None, lms_name=name)


def _word(text: str) -> bool:
    """Whether a text holds only what Canvas keeps of a name: Ruby's [[:word:]]."""
    return all(unicodedata.category(c)[0] in "LMN" or unicodedata.category(c) == "Pc" for c in text)


def unread(path: PurePath) -> bool:
    """Whether a path has an LMS's numbers or words in it, though nobody could be told from it."""
    return _told(path) is None and any(NUMBERED.fullmatch(part) for part in path.parts)
