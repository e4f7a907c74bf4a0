"""The term in one file: every assignment's points, what was dropped, and the percentage."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from autograder.class_list import Roster, UnusableRoster, read_roster
from autograder.csv_text import Cell, as_csv
from autograder.desk.columns import columns_of
from autograder.desk.desk import Done, marks_of, submitted_by
from autograder.desk.exports import EXCUSED
from autograder.desk.listed_students import matched, refuse_unknown
from autograder.desk.marks import ClassMarks, NotGraded, Person, assignments_in
from autograder.desk.notes import named, of_two_times
from autograder.desk.term import Counted, kept, percent, weighted_share
from autograder.desk.weights import UnusableWeights, read_weights, weights_of
from autograder.desk.writing import write_whole
from autograder.grading.course import Course
from autograder.judging.lecture_order import assignment_place
from autograder.judging.references import assignments

WHO = ("student_id", "last_name", "first_name", "email")


@dataclass(frozen=True)
class Rule:
    """How a term is counted.

    weights, words: a file and `ASSIGNMENT=NUMBER`s. drop: how many of the lowest. blank: what somebody did not hand in
    does not count, else it counts 0. roster_file: its lines are taken, and who is excused in it.
    """

    weights: Path | None = None
    words: tuple[str, ...] = ()
    drop: int = 0
    blank: bool = False
    roster_file: Path | None = None


@dataclass(frozen=True)
class Term:
    """What the gradebook says of all graded assignments. weights: by assignment.

    excused: students and assignments that do not count. people: who gets a line.
    """

    graded: tuple[ClassMarks, ...]
    weights: dict[str, Fraction]
    people: tuple[Person, ...]
    excused: frozenset[tuple[str, str]] = frozenset()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _points(marks: ClassMarks, student: str) -> float | None:
    """To the hundredth, as Canvas and Moodle get them; None where nothing was handed in, or is not graded."""
    standing = marks.standings.get(student)
    return round(standing.total, 2) if standing else None


def _cell(term: Term, marks: ClassMarks, student: str, blank: bool) -> Cell:
    if (student, marks.assignment) in term.excused:
        return EXCUSED
    points = _points(marks, student)
    return ("" if blank else 0.0) if points is None else points


def row_of(term: Term, person: Person, rule: Rule) -> list[Cell]:
    """A student's line."""
    cells = [(marks, _cell(term, marks, person.id, rule.blank)) for marks in term.graded]
    counted = [
        Counted(m.assignment, Fraction(str(cell)), Fraction(str(m.max_points)), term.weights[m.assignment])
        for m, cell in cells
        if not isinstance(cell, str) and term.weights[m.assignment]
    ]
    stay = kept(counted, rule.drop) if counted else ()
    dropped = ", ".join(c.assignment for c in counted if c not in stay)
    points = [value for marks, cell in cells for value in (cell, marks.max_points)]
    who = (person.id, person.last_name, person.first_name, person.email)
    return [*who, *points, dropped, percent(weighted_share(stay)) if stay else ""]


def _excused(roster: Roster, found: dict[int, Person], graded: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Who is excused from what. Raises `UnusableRoster` where a list says yes and no."""
    excused = set()
    for assignment in graded:
        columns = columns_of(roster, assignment)
        for row in roster.rows:
            said = {row.cells.get(column, "").upper() == EXCUSED for column in columns}
            # Moodle's lists have a second column of each assignment, for the feedback.
            if len(said) > 1 and roster.kind != "moodle":
                text = f"{roster.path}, line {row.line}: of {assignment} one column says {EXCUSED} and another does not"
                raise UnusableRoster(f"{text}. Delete one of {' and '.join(map(repr, columns))}. Nothing was written.")
            if True in said and row.line in found:
                excused.add((found[row.line].id, assignment))
    return frozenset(excused)


def _gradebook(course: Course) -> tuple[tuple[ClassMarks, ...], tuple[str, ...]]:
    """The assignments with grades, and the names of the others. Raises `NotGraded`."""
    there = sorted({*assignments_in(course.directory.db_url), *assignments()}, key=assignment_place)
    known = assignments_in(course.directory.db_url)
    every = {a: marks_of(course, a) for a in there if a in known}
    graded = tuple(marks for marks in every.values() if marks.standings and marks.max_points > 0)
    if not graded:
        raise NotGraded("No assignment is graded yet. Grade one: python -m autograder grade ASSIGNMENT")
    names = {marks.assignment for marks in graded}
    return graded, tuple(a for a in there if a not in names)


def read_term(course: Course, rule: Rule) -> Term:
    """The term as it is to be counted. Raises what `write_term` does."""
    graded, ungraded = _gradebook(course)
    names = [marks.assignment for marks in graded]
    weights = weights_of(names, read_weights(rule.weights, rule.words, [*names, *ungraded]), rule.weights)
    counting = sum(map(bool, weights.values()))
    if not 0 <= rule.drop < counting:
        text = f"--drop-lowest {rule.drop}: there are {counting} graded assignments that count"
        raise UnusableWeights(f"{text}, so it must be between 0 and {counting - 1}.")
    left_out: tuple[str, ...] = (f"Not graded yet, and left out: {', '.join(ungraded)}.",) if ungraded else ()
    if rule.roster_file is None:
        return Term(graded, weights, graded[0].people, notes=left_out)
    roster = read_roster(rule.roster_file)
    matches = matched(roster, graded[0].people)
    refuse_unknown(roster, matches, graded[0].people)
    people = tuple(matches.found[row.line] for row in roster.rows if row.line in matches.found)
    excused = _excused(roster, matches.found, names)
    listed = {person.id for person in people}
    without = sorted(person.id for person in graded[0].people if person.id not in listed)
    text = f"No line in {roster.path}, so not in the file; the grades stay in the gradebook"
    left_out += (f"{text}: {', '.join(without)}.",) if without else ()
    return Term(graded, weights, people, excused, matches.refused, left_out)


def _of_assignment(course: Course, term: Term, marks: ClassMarks, blank: bool) -> list[str]:
    """What the reader should know of one assignment."""
    name, people = marks.assignment, [p.id for p in term.people if (p.id, marks.assignment) not in term.excused]
    absent = [student for student in people if student not in marks.standings]
    folders = submitted_by(course, name)
    ungraded = sorted(set(absent) & set(folders))
    waiting = sum(
        mark.waiting and not mark.points for s in people if s in marks.standings for mark in marks.standings[s].marks
    )
    count = "do not count" if blank else "count 0"
    said = [f"{len(absent)} handed nothing in, which {count}"] if absent else []
    said += [f"{len(term.people) - len(people)} excused"] if len(people) < len(term.people) else []
    said += [f"{waiting} written answers that nobody graded yet, which count 0"] if waiting else []
    lines = [f"{name}: {'; '.join(said)}."] if said else []
    if ungraded:
        grade = f"Grade them: python -m autograder grade {name}"
        lines.append(f"{name}: handed in, and not graded, so that they {count}: {named(ungraded)}. {grade}")
    return [*lines, *(f"{name}: {note}" for note in of_two_times(course, marks, folders))]


def _rule_told(term: Term, rule: Rule) -> list[str]:
    of = (f"{m.assignment} (of {m.max_points:g}, weight {float(term.weights[m.assignment]):g})" for m in term.graded)
    said = [f"Counted: {', '.join(of)}."]
    if rule.drop:
        which = "The assignment is dropped whose dropping raises" if rule.drop == 1 else "Those are dropped that raise"
        many = "" if rule.drop == 1 else f"{rule.drop} of them at most; "
        said.append(f"{which} a student's percentage most; {many}of equals the later.")
    return [*said, "Percentages are exact for the points in the file, and rounded half up to the hundredth."]


def write_term(course: Course, to: Path, rule: Rule) -> Done:
    """Write the term as a CSV file.

    Raises `UnusableGradebook`, `NotGraded`, `UnusableRoster`, `UnusableWeights`, `NotWritable`, `LateRuleFailed`.
    """
    term = read_term(course, rule)
    of_assignments = (column for m in term.graded for column in (m.assignment, f"{m.assignment}_max"))
    header: list[Cell] = [*WHO, *of_assignments, "dropped", "percent"]
    rows = [header, *(row_of(term, person, rule) for person in term.people)]
    write_whole(to, as_csv(rows))
    notes = [*_rule_told(term, rule), *term.notes]
    for marks in term.graded:
        notes += _of_assignment(course, term, marks, rule.blank)
    if nothing := sum(row[-1] == "" for row in rows):
        notes.append(f"Students of whom nothing counts, and who have no percentage: {nothing}.")
    return Done(to, len(rows) - 1, term.refused, tuple(notes))
