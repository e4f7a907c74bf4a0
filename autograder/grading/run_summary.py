"""What `grade` prints and writes when it is done: a table for a class, a summary for a large one, the rows as JSON."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from rich.table import Table
from rich.text import Text

from autograder.command_line import tell
from autograder.csv_text import as_csv
from autograder.grading.changes import Change, rows
from autograder.grading.graded_submission import Graded
from autograder.grading.late_work.penalties import told_elsewhere
from autograder.grading.one_exercise import told as told_of_other_files
from autograder.grading.releases import told
from autograder.grading.run import Outcome
from autograder.judging.lecture_order import place
from autograder.language import said, together
from autograder.tables import show

# Longer tables are not read: a large class gets a summary, and every row is in its results.json.
MOST_LINES = 60
COMMONEST = 10


def _graded(outcome: Outcome) -> Iterator[Graded]:
    """The submissions by name, one after the other."""
    return (Graded.from_line(line) for line in outcome.journal.lines(sorted(outcome.journal.graded)))


def write_rows(path: Path, outcome: Outcome) -> None:
    """Write the contract's list of rows as JSON, submission by submission."""
    with open(path, "w", encoding="utf-8") as file:
        separator = "[\n"
        for graded in _graded(outcome):
            for row in graded.rows:
                file.write(separator + json.dumps(row))
                separator = ",\n"
        file.write("[]\n" if separator == "[\n" else "\n]\n")


def write_changes(path: Path, found: list[Change] | None) -> None:
    """Write what a regrade changed as CSV; only the header where nothing did, or nobody had a grade before."""
    path.write_text(as_csv(rows(found or [])), encoding="utf-8")


def _finding(row: dict) -> str:
    """What was wrong with one function, in a few words."""
    found = row["message"].splitlines()[0] if row["verdict"] == "fail" else row["verdict"]
    return together([row["function"], said(row["diagnosis"] or found)], ": ")


def _sum(rows: list[dict]) -> str:
    return f"{sum(r['points'] for r in rows):g} / {sum(r['max_points'] for r in rows):g}"


def _grades_table(outcome: Outcome) -> Table:
    """A line a student: points of every exercise, the sum, and each diagnosis."""
    exercises = list(dict.fromkeys(row["exercise"] for graded in _graded(outcome) for row in graded.rows))
    exercises.sort(key=lambda exercise: place(outcome.journal.heading.assignment, exercise))
    table = Table("student")
    for name in (*exercises, "points"):
        table.add_column(name, justify="right")
    table.add_column("what was found")
    for graded in _graded(outcome):
        own = [[r for r in graded.rows if r["exercise"] == e] for e in exercises]
        found = [_finding(row) for row in graded.rows if row["verdict"] != "pass"] + [said(n) for n in graded.notes]
        # Text, not markup: what stands in brackets came from a submission.
        told = Text("\n".join(found) or said("all right"))
        table.add_row(Text(graded.student), *(_sum(r) if r else "" for r in own), _sum(graded.rows), told)
    return table


def _class_table(outcome: Outcome) -> Table:
    """A line a function: how many solved it, and its commonest findings."""
    passed: Counter[str] = Counter()
    found: dict[tuple[str, str], Counter[str]] = {}
    count: Counter[str] = Counter()
    for graded in _graded(outcome):
        for row in graded.rows:
            findings = found.setdefault((row["exercise"], row["function"]), Counter())
            count[row["function"]] += 1
            passed[row["function"]] += row["verdict"] == "pass"
            if row["verdict"] != "pass":
                findings[row["diagnosis"] or row["verdict"]] += 1
    table = Table("exercise", "function", "solved", "what was found most often")
    for (exercise, function), findings in found.items():
        commonest = together(f"{said(what)} ({n})" for what, n in findings.most_common(3))
        table.add_row(exercise, function, f"{passed[function]} {said('of')} {count[function]}", Text(commonest))
    return table


def show_outcome(outcome: Outcome) -> None:
    """Print what came of a grading."""
    heading, graded = outcome.journal.heading, len(outcome.journal.graded)
    show(_grades_table(outcome) if graded <= MOST_LINES else _class_table(outcome))
    if graded > MOST_LINES:
        _show_odd(outcome)
    if outcome.resumed:
        tell(f"{outcome.resumed} submissions had been graded before the grading was interrupted.")
    for student, why in outcome.failed.items():
        tell(f"{student} got no grade, by a fault of the machine or of the autograder: {why.strip().splitlines()[-1]}")
    _show_what_waits(outcome)
    _show_changes(outcome)
    isolations = sorted({row["isolation"] for graded in _graded(outcome) for row in graded.rows}) or [heading.isolation]
    tell(
        f"{graded} submissions graded; seed {heading.seed}, isolation {', '.join(isolations)}. "
        f"The same cases again: --seed {heading.seed}"
    )


def _show_what_waits(outcome: Outcome) -> None:
    """What an instructor has to look at, or to decide."""
    assignment = outcome.journal.heading.assignment
    for why in outcome.refused.values():
        tell(why)
    if outcome.left:
        tell(f"Have left the course, so not graded; earlier grades stay: {', '.join(outcome.left)}")
    for given in outcome.set_aside:
        tell(f"The answer has changed since a person graded it, and waits to be read again. It had {given.told}")
    if gone := outcome.gone:
        names, one = ", ".join(gone), quote(gone[0])
        tell(f"Graded before, but not in the submissions any more; the grade stays: {names}")
        tell(f"To take one out: python -m autograder ungrade {assignment} {one}")
    for note in (
        *told(assignment, outcome.of_other_releases),
        *told_elsewhere(outcome.penalties),
        *told_of_other_files(assignment, outcome.handed_in_since),
    ):
        tell(note)


def _show_changes(outcome: Outcome) -> None:
    """What a regrade has changed: how much, the first lines, and where the rest is."""
    found = outcome.changes
    if found is None:
        return
    if not found:
        tell("Nothing changed.")
        return
    students = len({change.student for change in found})
    tell(f"Changes: {len(found)}, students: {students}. All of them: {outcome.journal.changes_file}")
    for change in found[:COMMONEST]:
        tell(f"  {change.told}")
    if len(found) > COMMONEST:
        tell(f"  ... and {len(found) - COMMONEST} more")


def _show_odd(outcome: Outcome) -> None:
    """The notes on odd submissions, the first few of a large class."""
    notes = [f"{graded.student}: {note}" for graded in _graded(outcome) for note in graded.notes]
    for note in notes[:COMMONEST]:
        tell(note)
    if len(notes) > COMMONEST:
        tell(f"... and {len(notes) - COMMONEST} more notes, each in its student's results.json in autograded/")
