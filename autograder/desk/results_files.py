"""What a grading run kept of each submission: `results.json` in nbgrader's autograded folder."""

import json
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from autograder.grading.graded_folder import RESULTS
from autograder.judging.judge import Result
from autograder.judging.result_data import UnreadableRecord, from_data

# How the judge's verdicts other than "pass" are told to people.
VERDICTS = {
    "fail": "wrong",
    "error": "stopped with an error",
    "missing": "not written",
    "timeout": "too slow",
    "memory": "too much memory",
    "crash": "crashed",
}


@dataclass(frozen=True)
class KeptResults:
    """One submission's grading.

    results: for each exercise, one of every function. notes: what was odd about the submission.
    """

    results: dict[str, tuple[Result, ...]]
    notes: tuple[str, ...] = ()


def read_results(folder: Path) -> KeptResults:
    """The results in one autograded folder. Raises `UnreadableRecord`; the message says what to do."""
    path = folder / RESULTS
    # nbgrader's folder: <student>/<assignment>
    again = f"Grade it again: python -m autograder grade {folder.name} --student {quote(folder.parent.name)}"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        results: dict[str, tuple[Result, ...]] = {}
        for detail in data["functions"]:
            exercise = str(detail["exercise"])
            results[exercise] = (*results.get(exercise, ()), from_data(detail))
        gone = [exercise for exercise, origin in dict(data.get("exercises", {})).items() if origin is None]
        kept = KeptResults(results, tuple(map(str, data["notes"])))
    except FileNotFoundError as error:
        text = f"{path} is missing: nbgrader's own autograde writes none."
        raise UnreadableRecord(f"{text} {again}") from error
    except UnreadableRecord as error:
        raise UnreadableRecord(f"{path} is damaged, or of another version of the course: {error} {again}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableRecord(f"{path} is damaged ({type(error).__name__}: {error}). {again}") from error
    if gone:
        text = f"{path} has nothing of {', '.join(gone)}: a grading took it out, and was interrupted."
        raise UnreadableRecord(f"{text} {again}")
    return kept
