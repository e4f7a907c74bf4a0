"""The folder that an instructor puts into Classroom 50's repository as `CLASSROOM/autograders/ASSIGNMENT`."""

import shutil
from pathlib import Path

from autograder.platforms.bundle import COURSE, course_files, exercises_ready, pinned
from autograder.sandbox.walls import ISOLATIONS

_HERE = Path(__file__).parent
PROGRAM = "autograder.py"
_OURS = b"python -m autograder platform classroom50"
SECONDS = 60.0


class NotOurs(ValueError):
    """A folder that holds somebody else's autograder; the message says which."""


def write_classroom50(assignment: str, folder: Path) -> int:
    """Write the folder of an assignment, or renew one. Returns its size in bytes.

    Other files in it stay. Raises `NoSuchAssignment`, `StaleRelease`, `NotOurs`, OSError.
    """
    exercises_ready(assignment)
    program = folder / PROGRAM
    if program.exists() and _OURS not in program.read_bytes():
        raise NotOurs(f"{program} is another autograder, which would be lost. Name another folder, or move it away.")
    if not program.exists() and (folder / COURSE).exists():
        raise NotOurs(f"{folder / COURSE} is not ours, and would be lost. Name another folder, or move it away.")
    settings = {"isolation": ISOLATIONS[0], "seconds": SECONDS}
    course = course_files(["autograder.platforms.classroom50.run"], assignment, hidden=False, settings=settings)
    files = {**course, PROGRAM: (_HERE / PROGRAM).read_bytes(), "requirements.txt": pinned()}
    if (folder / COURSE).exists():
        shutil.rmtree(folder / COURSE)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return sum(map(len, files.values()))
