"""The tables that the commands print."""

from rich.console import Console
from rich.table import Table

from autograder.language import said


def show(table: Table) -> None:
    """Print a table as wide as the terminal; without a terminal, as wide as its content.

    Its headings are said in the reader's language; what is in its cells stands as it is.
    """
    for column in table.columns:
        column.header = said(str(column.header))
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    console.print(table)
