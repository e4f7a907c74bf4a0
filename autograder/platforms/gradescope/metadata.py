"""What Gradescope tells of a submission: its `submission_metadata.json`, of which nothing is taken for granted.

The format: https://gradescope-autograders.readthedocs.io/en/latest/submission_metadata/
"""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 100_000_000  # of the file: it holds the results of the hand-in before


@dataclass(frozen=True)
class Earlier:
    """A hand-in before this one.

    at: when, None where that is not told. score: None where it got none. failed: the autograder did, not the student.
    results: what the autograder wrote then; Gradescope keeps that of the latest only.
    """

    at: datetime.datetime | None = None
    score: float | None = None
    failed: bool = False
    results: dict[str, Any] | None = None


@dataclass(frozen=True)
class Metadata:
    """This hand-in. id: Gradescope's, "" where it is not told. at: when it was. earlier: in the order of time.

    odd: a sentence for the instructor where the file is not what it should be.
    """

    id: str = ""
    at: datetime.datetime | None = None
    earlier: tuple[Earlier, ...] = ()
    odd: str = ""


def _time(text: Any) -> datetime.datetime | None:
    try:
        time = datetime.datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return time if time.tzinfo else None


def as_number(value: Any) -> float | None:
    """A score; None for what is none."""
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if known and -1e9 < value < 1e9 else None


def _earlier(data: Any) -> Earlier:
    if not isinstance(data, dict):
        return Earlier()
    results = data.get("results")
    return Earlier(
        _time(data.get("submission_time")),
        as_number(data.get("score")),
        data.get("autograder_error") is True,
        results if isinstance(results, dict) else None,
    )


def read_metadata(path: Path) -> Metadata:
    """The metadata, as far as the file has any."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return Metadata(odd=f"{path.name} has more than {MAX_BYTES:,} bytes, and was not read.")
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        return Metadata(odd=f"{path.name} could not be read ({error}).")
    if not isinstance(data, dict):
        return Metadata(odd=f"{path.name} is no JSON object.")
    previous = data.get("previous_submissions")
    earlier = [_earlier(each) for each in previous] if isinstance(previous, list) else []
    known, at = data.get("id"), _time(data.get("created_at"))
    lacking = [name for name, there in (("id", known), ("created_at", at)) if not there]
    odd = f"{path.name} lacks {' and '.join(lacking)}." if lacking else ""
    order = sorted(earlier, key=lambda one: one.at.timestamp() if one.at else float("-inf"))
    return Metadata(str(known) if isinstance(known, (int, str)) else "", at, tuple(order), odd)
