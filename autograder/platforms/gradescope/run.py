"""Inside Gradescope's container: one submission in, `results.json` out.

Whatever a student hands in gets a result. Only the machine's own faults end without one: Gradescope then says that
the autograder failed, and nobody is given a zero for it.
"""

import hashlib
import json
import time
from functools import partial
from pathlib import Path
from typing import Any

from autograder.command_line import FAIL, NO_SANDBOX, PASS, tell
from autograder.grading.judges.judge_modules import Results, Run, fresh_seed
from autograder.grading.judges.judge_processes import GradingFailed
from autograder.grading.judges.one_submission import judge_one
from autograder.platforms.bundle import COURSE, read_settings
from autograder.platforms.found_modules import found_modules
from autograder.platforms.gradescope.limit import is_over, kept, limit_of
from autograder.platforms.gradescope.metadata import Metadata, read_metadata
from autograder.platforms.gradescope.results import as_tests, for_instructor, results_json
from autograder.sandbox.process import ready_walls
from autograder.sandbox.walls import SandboxUnavailable


def seed_of(assignment: str, metadata: Metadata) -> int:
    """The seed of the hidden cases: a regrade draws the same, and nobody knows it before handing in."""
    if not metadata.id:
        return fresh_seed()
    digest = hashlib.sha256(f"{assignment} {metadata.id}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def _told(results: Results, book: str) -> bytes:
    told = {"tests": as_tests(results, book), "lines": for_instructor(results)}
    return json.dumps(told, allow_nan=False).encode()


def _graded(root: Path, settings: dict[str, Any], metadata: Metadata) -> dict[str, Any]:
    began, assignment = time.monotonic(), settings["assignment"]
    walls = ready_walls(settings["isolation"])
    run = Run(assignment, seed_of(assignment, metadata), walls.name, settings["seconds"])
    found = found_modules(root / "submission", assignment, settings["exercises"])
    told = json.loads(judge_one(found.modules, run, walls, partial(_told, book=settings["book"])))
    tell(f"{assignment}, seed {run.seed}, isolation {walls.name}", *told["lines"])
    return results_json(told["tests"], found.notes, time.monotonic() - began, walls.name)


def _results(root: Path) -> dict[str, Any]:
    settings = read_settings(root / "source" / COURSE)
    metadata = read_metadata(root / "submission_metadata.json")
    if metadata.odd:
        tell(metadata.odd)
    limit = limit_of(settings["limit"]) if settings["limit"] else None
    if limit and is_over(metadata, limit):
        tell(f"over the limit of {limit}: the results before stay")
        return kept(metadata, limit)
    return _graded(root, settings, metadata)


def main(root: Path) -> int:
    """Grade the submission below `root`, Gradescope's /autograder. Returns the exit code."""
    written = root / "results" / "results.json"
    written.unlink(missing_ok=True)
    try:
        results = _results(root)
    except SandboxUnavailable as problem:
        print(problem)
        return NO_SANDBOX
    except GradingFailed as problem:
        print(problem)
        return FAIL
    written.write_text(json.dumps(results, allow_nan=False), encoding="utf-8")
    return PASS
