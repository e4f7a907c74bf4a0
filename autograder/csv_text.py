"""CSV files as the commands write them.

No cell that comes from a person starts a formula in a spreadsheet (OWASP, "CSV Injection",
https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Iterable

from autograder.class_list import neutral

Cell = str | float


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """The text of a CSV file. Numbers stand as they are; every text is neutral and quoted."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows([neutral(c) if isinstance(c, str) else c for c in row] for row in rows)
    return text.getvalue()
