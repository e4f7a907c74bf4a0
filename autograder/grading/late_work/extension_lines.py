"""What `extension` prints, and writes as JSON."""

import datetime

from rich.table import Table
from rich.text import Text

from autograder.grading.late_work.extensions import DueDate
from autograder.grading.late_work.lateness import in_utc, shown_time
from autograder.grading.late_work.penalties import PenaltyChange, told_elsewhere


def due_table(dates: list[DueDate], zone: datetime.tzinfo) -> Table:
    """Who has which due date: a line a student."""
    table = Table("student", "due", "extension", "handed in")
    for date in dates:
        handed_in = shown_time(date.handed_in, zone) if date.handed_in else ""
        # Text, not markup: a student's id may have brackets in it.
        table.add_row(Text(date.student), shown_time(date.due, zone), str(date.extension or ""), handed_in)
    return table


def granted(dates: list[DueDate], changes: list[PenaltyChange], zone: datetime.tzinfo) -> list[str]:
    """Old and new due dates, and the penalties that changed with them."""
    lines = [
        f"{date.student}: due {shown_time(date.due, zone)}, before {shown_time(date.before or date.due, zone)}"
        for date in dates
    ]
    return lines + told_elsewhere(changes)


def due_rows(assignment: str, dates: list[DueDate]) -> list[dict]:
    """The same for a program: times in UTC."""

    def written(time: datetime.datetime | None) -> str | None:
        return in_utc(time).isoformat() if time else None

    return [
        {
            "assignment": assignment,
            "student": date.student,
            "due": written(date.due),
            "due_before": written(date.before or date.due),
            "extension_seconds": date.extension.total_seconds() if date.extension else 0.0,
            "handed_in": written(date.handed_in),
        }
        for date in dates
    ]
