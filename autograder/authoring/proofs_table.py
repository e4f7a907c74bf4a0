"""The table that `prove` prints."""

from rich.table import Table

from autograder.authoring.prove import Proof


def proofs_table(proofs: list[Proof]) -> Table:
    """A line a function: its rules, what they caught, named and accepted, and what share trivial answers get."""
    counted: tuple[str, ...] = ("rules", "mistakes", "caught", "named", "mutants", "survivors", "variants", "accepted")
    counted += ("foreign", "misnamed", "students", "truly", "falsely")
    table = Table("assignment", "exercise", "function", *counted, "trivial", "gaps")
    for column in table.columns[3:]:
        column.justify = "right"
    for p in proofs:
        numbers = [str(getattr(p, name)) for name in counted]
        table.add_row(p.assignment, p.exercise, p.function, *numbers, f"{p.trivial:.0%}", str(len(p.gaps)))
    sums = [str(sum(getattr(p, name) for p in proofs)) for name in counted]
    table.add_section()
    table.add_row(
        "",
        "",
        f"{len(proofs)} functions",
        *sums,
        f"{max((p.trivial for p in proofs), default=0):.0%}",
        str(sum(len(p.gaps) for p in proofs)),
    )
    return table
