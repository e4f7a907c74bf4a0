"""Which student of the gradebook a sender is: by the roster, or by the name that the sender goes by."""

import re
import unicodedata
from dataclasses import dataclass

from autograder.class_list import KEYS, Roster, Row, UnusableRoster, folded, refuse_twice, same_id
from autograder.handin.archive import shown
from autograder.handin.downloads import GRADESCOPE, Sender

# A word for a group, at the beginning of a name or of one of its words, alone or before a number or a single letter.
_WORDS = "group|gruppe|groupe|grupo|gruppo|grupp|grupa|groep|grup|skupina|ryhmä|csoport|группа|група|ομάδα|グループ"
_WORDS += "|小组|小組|群組|组|조|team|equipe|équipe|equipo|tým"
GROUP = re.compile(
    rf"(.*[\W_]|default|standard)?({_WORDS})([\W_].*|\d.*)?|({_WORDS})[a-z]|.*(group|gruppe|groupe|grupo|gruppo)\d+"
)


class Unidentified(ValueError):
    """A sender who is no student, or more than one; the message says what helps."""


@dataclass(frozen=True)
class Student:
    """A row of the roster.

    id: the gradebook's. lms: whose number lms_user_id is: "Canvas", "Moodle", or "" where there is none; of
    Moodle it is the participant's, in one assignment alone. names: what a sender may go by, as `simplified`
    writes them. words: the parts of the name. group: the name of the group, where the roster tells one.
    handed_in: when, in Moodle's words.
    """

    id: str
    lms: str = ""
    lms_user_id: str = ""
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    group: str = ""
    handed_in: str = ""


def students_of(roster: Roster) -> tuple[Student, ...]:
    """The students of a class list.

    The id is nbgrader's; of Canvas's list the SIS Login ID, else the SIS User ID, else the ID; of Moodle's
    grading worksheet or list of participants the Username, else the ID number, else the Email address.
    Raises `UnusableRoster` where it names none, one who can have no folder, or one twice.
    """
    refuse_twice(roster, (*KEYS[roster.kind], "Identifier", "lms_user_id"))
    read = {"nbgrader": _nbgrader, "canvas": _canvas, "moodle": _moodle}[roster.kind]
    students = tuple(student for row in roster.rows if (student := read(row)).id)
    if not students:
        raise UnusableRoster(f"{roster.path} names no student, only {', '.join(map(shown, roster.header))}.")
    for student in students:
        if reason := unfit(student.id):
            raise UnusableRoster(f"{roster.path}: the id {student.id!r} {reason}.")
    return students


def _nbgrader(row: Row) -> Student:
    """nbgrader's list has Canvas's ids of users; Moodle's participants have another number in every assignment."""
    names = (row.first("first_name"), row.first("last_name"))
    return Student(row.first("id"), "Canvas", row.first("lms_user_id"), _names(*names), _words(*names))


def _canvas(row: Row) -> Student:
    names = row.first("Student").split(",", 1)
    return Student(row.first(*KEYS["canvas"]), "Canvas", row.first("ID"), _names(*names), _words(*names))


def _moodle(row: Row) -> Student:
    identifier = re.fullmatch(r"(\D*)(\d*)", row.first("Identifier"))  # "Participant 1234567", in the user's language
    word, participant = identifier.groups() if identifier else ("", "")
    full, parts = row.first("Full name"), (row.first("First name"), row.first("Last name", "Surname"))
    return Student(
        row.first(*KEYS["moodle"]),
        "Moodle" if participant else "",
        participant,
        _names(full) | _names(*parts),
        # Where marking is anonymous, all have this word for a name.
        _words(full, *parts, word),
        row.first("Group"),
        row.first("Last modified (submission)"),
    )


def _names(*parts: str) -> frozenset[str]:
    both = {simplified("".join(parts)), simplified("".join(reversed(parts)))}
    return frozenset(both - {""})


def _words(*parts: str) -> frozenset[str]:
    return frozenset(word for part in parts for piece in part.split() if (word := simplified(piece)))


def simplified(name: str) -> str:
    """A name without capitals and without what is no letter, mark or digit, as Canvas writes it.

    "Doe, Jane" is "doejane", and İ is i: its small letter is an i with a second dot.
    """
    kept = "".join(c for c in folded(name) if unicodedata.category(c)[0] in "LMN")
    return kept.replace("i\u0307", "i")


def _alike(name: str, student: Student) -> bool:
    """Whether a name has any word of a student's in it, accents aside. A student without a name is like any."""
    bare = _bare(simplified(name))
    # One letter, or two, are in many names by chance.
    telling = {word for word in map(_bare, student.words) if len(word) > 2 or not word.isascii()}
    return (not student.names and not telling) or any(word in bare for word in telling)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn") or text


def unfit(student: str) -> str | None:
    """Why a text can be no student's folder, None where it can."""
    if not student or student.startswith(".") or student != student.strip():
        return "is empty, or begins with a dot, or has a space at an end"
    if len(student) > 128:
        return "has more than 128 characters"
    if any(c in '/\\:*?"<>|' or not c.isprintable() for c in student):
        return "has a character that no folder's name may have"
    return None


def student_of(sender: Sender, roster: tuple[Student, ...] | None) -> Student:
    """The student that a sender is.

    roster: by the name, and by the number where it is that LMS's; both must tell the same student. A file that
    its owner named is found by the gradebook's id. None takes the sender's name as the id.
    Raises `Unidentified`.
    """
    if roster is None:
        return _self_named(sender)
    if not sender.lms:
        return _only([s for s in roster if same_id(s.id, sender.name)], "id")
    numbered = [s for s in roster if sender.id and _has_number(s, sender)]
    named = [s for s in roster if simplified(sender.name) in s.names]
    if not named and _is_group(sender, roster):
        raise Unidentified(_GROUPS_WORK)
    if numbered and named and not (set(numbered) & set(named)):
        raise Unidentified(
            f"its number is that of {numbered[0].id!r}, and its name that of {named[0].id!r}. Correct the roster, "
            "or rename its zip to <student>.zip, and unpack that alone"
        )
    if numbered and not named and not _alike(sender.name, numbered[0]):
        raise Unidentified(
            f"its number is that of {numbered[0].id!r}, who has another name in the roster. Correct the roster, "
            "or rename its zip to <student>.zip, and unpack that alone"
        )
    return _only([s for s in numbered if s in named] or numbered or named, "LMS id or name")


def _has_number(student: Student, sender: Sender) -> bool:
    """Whether an LMS's number is a student's. Gradescope's is no number of its own, but the course's."""
    if sender.lms == GRADESCOPE:
        return same_id(student.id, sender.id)
    return (student.lms, student.lms_user_id) == (sender.lms, sender.id)


_GROUPS_WORK = (
    "it is a group's, and its name doesn't tell whose. Copy its zip for every member, "
    "as <student>.zip, and unpack those"
)


def _is_group(sender: Sender, roster: tuple[Student, ...]) -> bool:
    """Whether an LMS handed in for a group: by its name, by the roster's groups, or since Moodle gave no number."""
    name = simplified(sender.name)
    if sender.lms == GRADESCOPE:
        return False  # it names the members
    told = any(simplified(student.group) == name for student in roster if student.group)
    return told or (sender.lms == "Moodle" and not sender.id) or bool(GROUP.fullmatch(folded(sender.name)))


def _self_named(sender: Sender) -> Student:
    if sender.lms and _is_group(sender, ()):
        raise Unidentified(_GROUPS_WORK)
    told = sender.id if sender.lms == GRADESCOPE and sender.id else sender.name
    student = re.sub(r"\s+", "_", unicodedata.normalize("NFC", told).strip())
    if reason := unfit(student):
        raise Unidentified(f"the name {reason}, so it makes no folder. Rename the file, or give a --roster")
    return Student(student)


def _only(found: list[Student], by_what: str) -> Student:
    if len(found) != 1:
        names = ", ".join(sorted(s.id for s in found))
        how_many = "nobody" if not found else f"{len(found)} students ({names})"
        raise Unidentified(f"the roster has {how_many} of that {by_what}. Correct the roster, or the file's name")
    return found[0]
