"""The gradebook brought up to date with a release that has other cells or points: no grade, no deadline is lost."""

from nbformat import NotebookNode
from nbgrader import api
from nbgrader.utils import is_grade, is_solution

from autograder.grading.course import Course, released_notebooks
from autograder.grading.gradebook.hand_points import HandPoints, record
from autograder.grading.gradebook.registration import register
from autograder.grading.notebooks import graded_cells
from autograder.grading.run_journal import only_grading


def _enter(gradebook: api.Gradebook, assignment: str, exercise: str, name: str, cell: NotebookNode) -> None:
    """What nbgrader's SaveCells enters of one cell."""
    about, place = cell.metadata.nbgrader, (name, exercise, assignment)
    if is_grade(cell):
        gradebook.update_or_create_grade_cell(*place, max_score=float(about.points), cell_type=cell.cell_type)
    if is_solution(cell):
        gradebook.update_or_create_solution_cell(*place)
    text = {"cell_type": cell.cell_type, "source": cell.source, "checksum": about.get("checksum")}
    gradebook.update_or_create_source_cell(*place, locked=bool(about.get("locked")), **text)


def _by_hand(cell: api.GradeCell, exercise: str) -> list[HandPoints]:
    given = ((grade.student.id, grade.manual_score, grade.extra_credit) for grade in cell.grades)
    return [
        HandPoints(student, exercise, cell.name, points, extra, "", set_aside=True)
        for student, points, extra in given
        if points is not None or extra
    ]


def _remove(course: Course, gradebook: api.Gradebook, assignment: str, exercise: str, name: str) -> list[str]:
    """Take a cell out that the release has no more; what persons gave for it is recorded and told."""
    cell = gradebook.find_grade_cell(name, exercise, assignment)
    by_hand = _by_hand(cell, exercise)
    record(course.root, assignment, by_hand)
    for grade in list(cell.grades):
        gradebook.db.delete(grade)
    for kind in ("solution", "source"):
        try:
            other = getattr(gradebook, f"find_{kind}_cell")(name, exercise, assignment)
        except api.MissingEntry:
            continue
        for comment in list(getattr(other, "comments", [])):
            gradebook.db.delete(comment)
        gradebook.db.delete(other)
    gradebook.db.delete(cell)
    gradebook.db.commit()
    if not by_hand:
        return [f"{exercise}, {name}: taken out"]
    return [f"{exercise}, {name}: taken out, with the points by hand of {'; '.join(given.told for given in by_hand)}"]


def bring_up_to_date(course: Course, assignment: str) -> list[str]:
    """Enter the release's cells and points. Returns what has changed, in words.

    Raises `Unprepared`, `AlreadyGrading`.
    """
    released = released_notebooks(course, assignment)
    with only_grading(course.root):
        with api.Gradebook(course.directory.db_url, course.directory.course_id) as gradebook:
            changes = _changed(course, gradebook, assignment, released)
            gradebook.engine.dispose()
        if changes is None:
            register(course, assignment)
    return ["entered anew"] if changes is None else changes


def _changed(
    course: Course, gradebook: api.Gradebook, assignment: str, released: dict[str, NotebookNode]
) -> list[str] | None:
    """Bring a known assignment up to date; None where the gradebook has none of its cells."""
    try:
        notebooks = gradebook.find_assignment(assignment).notebooks
    except api.MissingEntry:
        return None
    known = {(n.name, cell.name): float(cell.max_score) for n in notebooks for cell in n.grade_cells}
    if not known:
        return None
    told, wanted = [], {}
    for exercise, notebook in released.items():
        gradebook.update_or_create_notebook(exercise, assignment)
        for name, cell in graded_cells(notebook.cells):
            _enter(gradebook, assignment, exercise, name, cell)
            if is_grade(cell):
                wanted[exercise, name] = float(cell.metadata.nbgrader.points)
    for exercise, name in known.keys() - wanted.keys():
        told += _remove(course, gradebook, assignment, exercise, name)
    for (exercise, name), points in wanted.items():
        before = known.get((exercise, name))
        if before is None:
            told.append(f"{exercise}, {name}: new, {points:g} points")
        elif before != points:
            told.append(f"{exercise}, {name}: {points:g} points, before {before:g}")
    return sorted(told)
