"""The tables that `grade` and `prove` print."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.authoring.prove import Proof


def show(table: Table) -> None:
    """Print a table as wide as the terminal; without a terminal, as wide as its content."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    console.print(table)


def _finding(row: dict) -> str:
    """What was wrong with one function, in a few words."""
    if row["verdict"] == "fail":
        return f"{row['function']}: {row['diagnosis'] or row['message'].splitlines()[0]}"
    return f"{row['function']}: {row['diagnosis'] or row['verdict']}"


def grades_table(rows: list[dict], notes: dict[str, list[str]]) -> Table:
    """A line a student: points of every exercise, the sum, and each diagnosis."""
    exercises = list(dict.fromkeys(row["exercise"] for row in rows))
    table = Table("student", *exercises, "points", "what was found")
    for column in table.columns[1:-1]:
        column.justify = "right"
    for student in dict.fromkeys(row["student"] for row in rows):
        own = [row for row in rows if row["student"] == student]
        sums = [_sum(r for r in own if r["exercise"] == exercise) for exercise in exercises]
        found = [_finding(row) for row in own if row["verdict"] != "pass"] + notes.get(student, [])
        # Text, not markup: what stands in brackets came from a submission.
        table.add_row(Text(student), *sums, _sum(own), Text("\n".join(found) or "all right"))
    return table


def _sum(rows) -> str:
    rows = list(rows)
    return f"{sum(r['points'] for r in rows):g} / {sum(r['max_points'] for r in rows):g}"


def proofs_table(proofs: list[Proof]) -> Table:
    """A line a function: its rules, and what they caught, named and accepted."""
    counted = ("rules", "mistakes", "caught", "named", "mutants", "survivors", "variants", "accepted")
    table = Table("assignment", "exercise", "function", *counted, "gaps")
    for column in table.columns[3:]:
        column.justify = "right"
    for p in proofs:
        numbers = [str(getattr(p, name)) for name in counted]
        table.add_row(p.assignment, p.exercise, p.function, *numbers, str(len(p.gaps)))
    sums = [str(sum(getattr(p, name) for p in proofs)) for name in counted]
    table.add_section()
    table.add_row("", "", f"{len(proofs)} functions", *sums, str(sum(len(p.gaps) for p in proofs)))
    return table
