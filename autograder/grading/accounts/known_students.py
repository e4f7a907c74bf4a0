"""Who hands in, beside whom the gradebook knows: nobody becomes a second student by a capital letter.

Who has left the course is passed over, and comes into no gradebook anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from shlex import quote

from autograder.class_list import folded
from autograder.grading.accounts.leavers import has_left
from autograder.grading.submissions import Submission


@dataclass(frozen=True)
class Compared:
    """Submissions that can be graded.

    new: whom of them the gradebook does not know yet. refused: by student, why. left: who has left the course.
    """

    graded: list[Submission]
    new: list[str]
    refused: dict[str, str]
    left: list[str]


def _refusal(submission: Submission, twins: list[str]) -> str:
    of_folders, student = submission.folder.parent, submission.student
    said = (
        f"{of_folders} was not graded: but for capitals or the form of accents it is {' and '.join(map(repr, twins))}"
    )
    known = of_folders.with_name(twins[0])
    if len(twins) > 1 or known.exists():
        return f"{said}. If they are one student: python -m autograder merge {quote(student)} {quote(twins[0])}"
    return (
        f"{said}, and would make a double. If it is the same student: mv {quote(str(of_folders))} {quote(str(known))}"
    )


def compared(submissions: list[Submission], known: set[str], leavers: Mapping[str, str]) -> Compared:
    """Part the submissions of those who are in the gradebook, of new ones, of those who may be either, and of leavers.

    known: the gradebook's ids. leavers: as `read_leavers` gives them.
    """
    left = [s.student for s in submissions if has_left(s.student, leavers)]
    submissions = [s for s in submissions if not has_left(s.student, leavers)]
    alike: dict[str, set[str]] = {}
    for student in (*known, *(s.student for s in submissions)):
        alike.setdefault(folded(student), set()).add(student)
    graded, new, refused = [], [], {}
    for submission in submissions:
        student = submission.student
        twins = sorted(alike[folded(student)] - {student})
        if student not in known and twins:
            refused[student] = _refusal(submission, twins)
            continue
        graded.append(submission)
        new += [] if student in known else [student]
    return Compared(graded, new, refused, left)
