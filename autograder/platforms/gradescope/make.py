"""The zip that an instructor uploads as an assignment's autograder."""

from pathlib import Path

from autograder.platforms.bundle import course_files, exercises_ready, pinned, write_zip
from autograder.platforms.gradescope.limit import Limit

_HERE = Path(__file__).parent
RUN, SETUP = "run_autograder", "setup.sh"
SECONDS = 60.0


def write_gradescope(assignment: str, file: Path, limit: Limit | None, isolation: str, book: str = "") -> int:
    """Write the zip of an assignment. Returns its size in bytes. The same course makes the same bytes.

    book: its address, for the links in reports.

    Raises `NoSuchAssignment`, `StaleRelease`, OSError.
    """
    exercises_ready(assignment)
    settings = {"isolation": isolation, "limit": limit.as_text if limit else None, "seconds": SECONDS, "book": book}
    course = course_files(["autograder.platforms.gradescope.run"], assignment, hidden=True, settings=settings)
    programs = {name: (_HERE / name).read_bytes() for name in (RUN, SETUP)}
    write_zip(file, {**course, **programs, "requirements.txt": pinned()}, executable=programs)
    return file.stat().st_size
