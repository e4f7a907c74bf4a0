"""Points that a person gave, and the answer that they are for: with another answer they wait for a person again.

`gradings/<assignment>/by_hand.log` has a line for each, and is only added to. Of two lines of one
cell the later counts.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from autograder.grading.run_journal import FOLDER

FILE = "by_hand.log"
Place = tuple[str, str, str]  # student, exercise, cell


@dataclass(frozen=True)
class HandPoints:
    """What a person gave for one cell.

    points, extra: None where there are none. answer: tells two answers apart, "" where it is not known.
    set_aside: it was for another answer than the one that is graded now, and is out of the gradebook.
    """

    student: str
    exercise: str
    cell: str
    points: float | None
    extra: float | None
    comment: str
    answer: str = ""
    set_aside: bool = False

    @property
    def place(self) -> Place:
        """Whose cell it is."""
        return self.student, self.exercise, self.cell

    @property
    def given(self) -> tuple[float | None, float | None, str]:
        """What a person gave, without what it is for."""
        return self.points, self.extra, self.comment

    @property
    def told(self) -> str:
        """What a person gave, in words."""
        points = "" if self.points is None else f" {self.points:g}"
        comment = f" (“{' '.join(self.comment.split())}”)" if self.comment else ""
        if self.extra:
            return f"{self.student}, {self.cell}:{points} and {self.extra:g} extra{comment}"
        return f"{self.student}, {self.cell}:{points}{comment}"


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _answers(graded: Path, exercise: str) -> dict[str, str]:
    """By graded cell, what tells an answer from another, from a graded folder; empty where it cannot be read.

    A function's answer is its module, a written question's the text in its cell.
    """
    try:
        cells = json.loads((graded / f"{exercise}.ipynb").read_text(encoding="utf-8"))["cells"]
        module = graded / f"{exercise}.py"
        code = _digest(module.read_bytes() if module.exists() else b"")
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    found = {}
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade"):
            text = ["".join(cell["source"]), json.dumps(cell.get("attachments", {}), sort_keys=True)]
            found[about["grade_id"]] = _digest(*(t.encode() for t in text)) if about.get("solution") else code
    return found


def answers_to(given: Iterable[HandPoints], graded: Callable[[str], Path]) -> dict[Place, str]:
    """What tells the answers of these places from others, where it can be read. graded: a student's graded folder."""
    exercises = {(g.student, g.exercise) for g in given}
    return {(s, e, cell): answer for s, e in exercises for cell, answer in _answers(graded(s), e).items()}


def read_hand_points(root: Path, assignment: str) -> dict[Place, HandPoints]:
    """What is recorded, by place; a line that a crash has torn is left out."""
    path = root / FOLDER / assignment / FILE
    found: dict[Place, HandPoints] = {}
    if path.exists():
        for line in path.read_bytes().splitlines(keepends=True):
            if line.endswith(b"}\n"):
                given = HandPoints(**json.loads(line))
                found[given.place] = given
    return found


def record(root: Path, assignment: str, given: Iterable[HandPoints]) -> None:
    """Add lines, and wait until the disk has them."""
    text = "".join(json.dumps(asdict(g)) + "\n" for g in given)
    if text:
        path = root / FOLDER / assignment / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "ab") as file:
            if file.tell() and not path.read_bytes().endswith(b"\n"):
                file.write(b"\n")
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())


def for_other_answers(
    given: Iterable[HandPoints], recorded: dict[Place, HandPoints], now: dict[Place, str]
) -> list[HandPoints]:
    """Those of what the gradebook has that were given for another answer than the one of now, set aside."""
    found = []
    for g in given:
        before, answer = recorded.get(g.place), now.get(g.place)
        if before is None or answer is None:
            continue
        # A crash may have come between the record and the gradebook.
        unfinished = before.set_aside and before.given == g.given
        if before.answer != answer or unfinished:
            found.append(replace(g, answer=answer, set_aside=True))
    return found
