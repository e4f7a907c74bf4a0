"""What is recorded of a student's grade before and after a grading: the points, the findings, and where they are from.

A grading writes the state before it to `gradings/<assignment>/<run>.before`, a line a student, before it takes any
grade away. Of two lines of one student the first counts.
"""

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.grading.gradebook.points import CellPoints, GradebookPoints
from autograder.grading.graded_folder import Origin, findings, origins
from autograder.grading.run_journal import FOLDER


@dataclass(frozen=True)
class StudentRecord:
    """One student's grade. Each by exercise, cells and findings then by cell.

    timestamp: when the submission was handed in, UTC in ISO format. findings: the machine's verdict and diagnosis.
    """

    student: str
    timestamp: str | None = None
    cells: dict[str, dict[str, CellPoints]] = field(default_factory=dict)
    penalties: dict[str, float] = field(default_factory=dict)
    findings: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)

    @property
    def is_graded(self) -> bool:
        """Whether there is a point of anybody, or a finding."""
        given = any(cell.points is not None for cells in self.cells.values() for cell in cells.values())
        return given or bool(self.findings)


def record_of(student: str, points: GradebookPoints | None, graded: Path) -> StudentRecord:
    """The record of now. points: what the gradebook has; graded: the student's graded folder."""
    points = points or GradebookPoints()
    return StudentRecord(student, points.timestamp, points.cells, points.penalties, findings(graded), origins(graded))


def _from_line(line: bytes) -> StudentRecord:
    data = json.loads(line)
    cells = {e: {c: CellPoints(**about) for c, about in of.items()} for e, of in data.pop("cells").items()}
    found = {e: {f: (v, d) for f, (v, d) in of.items()} for e, of in data.pop("findings").items()}
    from_where = {e: Origin(**about) for e, about in data.pop("origins").items()}
    return StudentRecord(**data, cells=cells, findings=found, origins=from_where)


def _path(root: Path, assignment: str, run: str) -> Path:
    return root / FOLDER / assignment / f"{run}.before"


def read_before(root: Path, assignment: str, run: str) -> dict[str, StudentRecord]:
    """By student, the state before a grading; a line that a crash has torn is left out."""
    path = _path(root, assignment, run)
    found: dict[str, StudentRecord] = {}
    if path.exists():
        for line in path.read_bytes().splitlines(keepends=True):
            if line.endswith(b"}\n"):
                record = _from_line(line)
                found.setdefault(record.student, record)
    return found


def keep_before(root: Path, assignment: str, run: str, records: Iterable[StudentRecord]) -> None:
    """Add lines, and wait until the disk has them."""
    path = _path(root, assignment, run)
    torn = path.exists() and not path.read_bytes().endswith(b"\n")
    with open(path, "ab") as file:
        file.write(b"\n" if torn else b"")
        file.writelines(json.dumps(asdict(record)).encode() + b"\n" for record in records)
        file.flush()
        os.fsync(file.fileno())


def carry_over(root: Path, assignment: str, interrupted: str, run: str) -> None:
    """Take the state before a grading that was interrupted for the state before the one that follows it."""
    before = _path(root, assignment, interrupted)
    if before.exists():
        shutil.copyfile(before, _path(root, assignment, run))
