"""Inside Classroom 50's job, in the student's checkout: one submission in, `result.json` out.

All that it has is public, since whoever knows the classroom's address can fetch it: the released rules and the names
of the mistakes, no reference and no hidden rule.
"""

import contextlib
import datetime
import json
import os
import tempfile
from pathlib import Path

from autograder.command_line import FAIL, NO_SANDBOX, PASS, UNUSABLE, failing
from autograder.grading.judges.judge_modules import Results, Run
from autograder.grading.judges.judge_processes import GradingFailed
from autograder.grading.judges.one_submission import judge_one
from autograder.platforms.bundle import read_settings
from autograder.platforms.classroom50.result import (
    NotInClassroom,
    as_tests,
    outputs,
    release_body,
    reports,
    result_json,
    told_by,
)
from autograder.platforms.found_modules import found_modules
from autograder.sandbox.process import ready_walls
from autograder.sandbox.walls import SandboxUnavailable


def _write(path: Path, text: str) -> None:
    """Write a file anew. What a student put in its place is moved aside or taken away; no link is followed."""
    if path.is_dir() and not path.is_symlink():
        path.rename(Path(tempfile.mkdtemp(dir=path.parent)) / path.name)
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)


def _told(results: Results) -> bytes:
    return json.dumps({"tests": as_tests(results), "reports": reports(results)}, allow_nan=False).encode()


def grade(course: Path, checkout: Path) -> None:
    """Grade a checkout and write what the runner reads. Raises `NotInClassroom`, `SandboxUnavailable`, OSError."""
    submission, settings = told_by(os.environ), read_settings(course)
    walls = ready_walls(settings["isolation"])
    found = found_modules(checkout, settings["assignment"], settings["exercises"])
    run = Run(settings["assignment"], None, walls.name, settings["seconds"])
    told = json.loads(judge_one(found.modules, run, walls, _told))
    result = result_json(told["tests"], submission, datetime.datetime.now(datetime.UTC), walls.name)
    _write(checkout / "result.json", json.dumps(result, indent=1, allow_nan=False) + "\n")
    _write(checkout / "release-body.md", release_body(result, found.notes, told["reports"]))
    if runner := os.environ.get("GITHUB_OUTPUT"):
        with open(runner, "a", encoding="utf-8") as file:
            file.write(outputs(result))
    print(outputs(result), end="")


def main(course: Path) -> int:
    """Grade the submission in the current folder. Returns the exit code: 0 where it came to a result, whatever that is.

    course: the folder of the bundle that this file is below.
    """
    try:
        grade(course, Path.cwd())
    except NotInClassroom as problem:
        return failing(problem, UNUSABLE)
    except SandboxUnavailable as problem:
        return failing(problem, NO_SANDBOX)
    except (GradingFailed, OSError) as problem:
        return failing(problem, FAIL)
    return PASS
