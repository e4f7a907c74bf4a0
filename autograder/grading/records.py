"""What a grading run kept of each submission: `results.json` in nbgrader's autograded folder."""

import json
from dataclasses import dataclass
from pathlib import Path

from autograder.judging.judge import Result
from autograder.judging.record_of_result import UnreadableRecord, from_data

FILE = "results.json"


@dataclass(frozen=True)
class Record:
    """One submission's grading.

    results: for each exercise, one of every function. notes: what was odd about the submission.
    isolation: how its code was walled off.
    """

    results: dict[str, tuple[Result, ...]]
    notes: tuple[str, ...] = ()
    isolation: str = "bubblewrap"


def read_record(folder: Path) -> Record:
    """The record in one autograded folder. Raises `UnreadableRecord`; the message says what to do."""
    path = folder / FILE
    again = "Grade the submission again: python -m autograder grade"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        results: dict[str, tuple[Result, ...]] = {}
        for detail in data["functions"]:
            exercise = str(detail["exercise"])
            results[exercise] = (*results.get(exercise, ()), from_data(detail))
        return Record(results, tuple(map(str, data["notes"])), str(data["isolation"]))
    except FileNotFoundError as error:
        text = f"{path} is missing: nbgrader's own autograde writes none."
        raise UnreadableRecord(f"{text} {again}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableRecord(f"{path} is damaged ({type(error).__name__}: {error}). {again}") from error
