"""An assignment's cells and points in the gradebook: does it know them, and are they the release's?"""

import tempfile
from copy import deepcopy

import nbformat
from nbgrader import api
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from autograder.grading.course import Course, Unprepared, quiet_log
from autograder.grading.gradebook.version import (
    NAME_ANOTHER,
    UnusableGradebook,
    check_version,
    is_missing,
    make_empty,
    unreadable,
)
from autograder.grading.notebooks import graded_cells


def _points(released: dict[str, nbformat.NotebookNode]) -> dict[tuple[str, str], float]:
    """Every graded cell of the release with its points, by notebook and name."""
    return {
        (exercise, name): float(cell.metadata.nbgrader.points)
        for exercise, notebook in released.items()
        for name, cell in graded_cells(notebook.cells)
        if is_grade(cell)
    }


def check_gradebook(course: Course, assignment: str, released: dict[str, nbformat.NotebookNode]) -> bool:
    """Whether the gradebook knows the assignment. Writes nothing. Raises `Unprepared` where it is another course's.

    A gradebook that does not exist yet is fine.
    """
    url = course.directory.db_url
    try:
        check_version(url)
    except UnusableGradebook as problem:
        raise Unprepared(str(problem)) from problem
    if is_missing(url):
        return False
    engine = create_engine(url)
    try:
        if not inspect(engine).get_table_names():
            return False
        with engine.connect() as connection:
            courses = list(connection.execute(select(api.Course.id)).scalars())
        return _is_own(course, courses) and _same_cells(course, assignment, _points(released))
    except DatabaseError as error:
        raise Unprepared(str(unreadable(url, error))) from error
    finally:
        engine.dispose()


def _is_own(course: Course, courses: list[str]) -> bool:
    url = course.directory.db_url
    own = course.directory.course_id
    if courses and own not in courses:
        shown = make_url(url).render_as_string(hide_password=True)
        raise Unprepared(f"{shown} is the gradebook of another course: {', '.join(courses)}, not {own}. {NAME_ANOTHER}")
    return True


def _known_points(gradebook: api.Gradebook, assignment: str) -> dict[tuple[str, str], float]:
    try:
        notebooks = gradebook.find_assignment(assignment).notebooks
    except api.MissingEntry:
        return {}
    return {(n.name, cell.name): float(cell.max_score) for n in notebooks for cell in n.grade_cells}


def _same_cells(course: Course, assignment: str, points: dict[tuple[str, str], float]) -> bool:
    with api.Gradebook(course.directory.db_url, course.directory.course_id) as gradebook:
        known = _known_points(gradebook, assignment)
        gradebook.engine.dispose()
    if known and known != points:
        (exercise, cell), _ = sorted(set(known.items()) ^ set(points.items()))[0]
        raise Unprepared(
            f"The gradebook knows {assignment} with other cells or points than the release ({exercise}, {cell}). "
            f"Bring it up to date, which keeps the deadline and all points: python -m autograder register {assignment}"
        )
    return bool(known)


def register(course: Course, assignment: str) -> None:
    """Enter the assignment's cells and points into the gradebook, by nbgrader's own release.

    The notebooks that it writes are thrown away. Its last step, which adds the modules and tries every known mistake
    on every rule, enters nothing: it is left out.
    """
    make_empty(course.directory.db_url)
    with tempfile.TemporaryDirectory() as unused:
        config = deepcopy(course.config)
        config.ReleaseModule.enabled = False
        config.CourseDirectory.release_directory = unused
        config.CourseDirectory.assignment_id = assignment
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log = quiet_log()
        converter.start()
