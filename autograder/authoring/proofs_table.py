"""The table that `prove` prints."""

from rich.table import Table

from autograder.authoring.prove import Proof


def proofs_table(proofs: list[Proof]) -> Table:
    """A line a function: its rules, and what they caught, named and accepted."""
    counted: tuple[str, ...] = ("rules", "mistakes", "caught", "named", "mutants", "survivors", "variants", "accepted")
    counted += ("foreign", "misnamed", "students", "truly", "falsely")
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
