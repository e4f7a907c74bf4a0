"""The tables that the commands print."""

from rich.console import Console
from rich.table import Table


def show(table: Table) -> None:
    """Print a table as wide as the terminal; without a terminal, as wide as its content."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    console.print(table)
