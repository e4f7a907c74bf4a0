"""What it costs to start: the first grading of one submission in a fresh term, from the command's start to its end.

The time of processors, not of the clock: other programs on the machine change it less.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.authoring import sample_class

ASSIGNMENTS = ("data_processing", "optimization")  # one exercise, and the most


def make_term(folder: Path, assignment: str) -> None:
    """A term that nothing was graded in, with one submission."""
    sample_class.make(folder, assignment, 1)
    for submitted in (folder / "submitted").iterdir():
        if submitted.name != "student01":
            shutil.rmtree(submitted)


def processor_seconds(command: list, cwd: Path) -> float:
    """Seconds of processor time, its own and the kernel's, of a command and of all processes that it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(c) for c in command], cwd=cwd, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def first_gradings() -> dict[str, float]:
    """Seconds of processor time by what was graded."""
    seconds = {}
    for assignment in ASSIGNMENTS:
        with tempfile.TemporaryDirectory() as folder:
            make_term(Path(folder), assignment)
            command = [sys.executable, "-m", "autograder", "grade", assignment]
            seconds[f"first grading, one submission of {assignment}"] = processor_seconds(command, Path(folder))
    return seconds
