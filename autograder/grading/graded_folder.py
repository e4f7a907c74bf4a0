"""A graded folder's record, `results.json`: every exercise's results, and of which grading they are.

{"run": ..., "seed": ..., "isolation": ..., "digest": ...,   of the last grading
 "exercises": {"sgd": {"run": ..., ...}, "adam": null},      an `Origin` each; null: taken out, not graded since
 "notes": [...], "notes_of": {"sgd": [...]},                 of the submission; of single exercises
 "results": [...], "functions": [...]}                       the rows of `--json`; all that is kept of each function
"""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RESULTS = "results.json"
_RUN = re.compile(rb'"run": "([^"]+)"')
_EXERCISES = '"exercises": '
_HEAD = 8_000  # bytes of results.json, in which stands of which gradings it is


@dataclass(frozen=True)
class Origin:
    """Of which grading the results of one exercise are.

    seed: None where no hidden case was drawn. made_from: of the exercise's rules. module, notebook: tell its two files
    from others, as they were handed in.
    """

    run: str
    seed: int | None
    isolation: str
    made_from: str
    module: str
    notebook: str


def _head(graded: Path) -> bytes:
    try:
        with open(graded / RESULTS, "rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def run_of(graded: Path) -> str | None:
    """The grading that was the last to write a graded folder; None where none is told."""
    found = _RUN.search(_head(graded))
    return found.group(1).decode() if found else None


def origins(graded: Path) -> dict[str, Origin]:
    """By exercise, of which grading the results in a graded folder are; empty where that is not told."""
    _, found, rest = _head(graded).decode("utf-8", errors="replace").partition(_EXERCISES)
    try:
        told = json.JSONDecoder().raw_decode(rest)[0] if found else {}
        return {exercise: Origin(**about) for exercise, about in told.items() if about}
    except (ValueError, TypeError, AttributeError):
        return {}


def _json(graded: Path) -> dict[str, Any]:
    try:
        data = json.loads((graded / RESULTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def rows(data: dict[str, Any], part: str) -> list[dict]:
    """The rows of one part of a record, those that are whole."""
    found = data.get(part)
    return [r for r in found if isinstance(r, dict) and "exercise" in r] if isinstance(found, list) else []


def read_data(graded: Path) -> dict[str, Any] | None:
    """What `results.json` holds; None where there is none, or one that cannot be added to."""
    data = _json(graded)
    whole = all(isinstance(data.get(part), dict) for part in ("exercises", "notes_of"))
    return data if whole and all(rows(data, part) == data.get(part) for part in ("results", "functions")) else None


def findings(graded: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Verdict and diagnosis ("" for none) by exercise and function; empty without a record, or with a damaged one."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for row in rows(_json(graded), "results"):
        told = row.get("verdict") or "", row.get("diagnosis") or ""
        found.setdefault(row["exercise"], {})[row.get("function", "")] = told
    return found


def write_data(graded: Path, data: dict[str, Any]) -> None:
    """Write `results.json`, whole or not at all."""
    unfinished = graded / f".{RESULTS}.tmp"
    unfinished.write_text(json.dumps(data), encoding="utf-8")
    os.replace(unfinished, graded / RESULTS)


def _others(of_all: list[dict], exercises: Iterable[str]) -> list[dict]:
    return [row for row in of_all if row["exercise"] not in exercises]


def take_out(graded: Path, exercises: list[str]) -> None:
    """Take the results and files of some exercises out of a graded folder, which has a record."""
    data = read_data(graded) or {}
    data["exercises"] = {e: None if e in exercises else about for e, about in data["exercises"].items()}
    for part in ("results", "functions"):
        data[part] = _others(data[part], exercises)
    write_data(graded, data)
    for exercise in exercises:
        for name in (f"{exercise}.ipynb", f"{exercise}.py"):
            (graded / name).unlink(missing_ok=True)


def merged(before: dict[str, Any], now: dict[str, Any], order: list[str]) -> dict[str, Any]:
    """The record of a grading of some exercises, with what the folder's earlier record has of the others.

    order: all exercises, in which they stand.
    """

    def place(exercise: str) -> int:
        return order.index(exercise) if exercise in order else len(order)

    graded = now["exercises"]
    data = dict(now)
    for part in ("exercises", "notes_of"):
        both = before[part] | now[part]
        data[part] = {exercise: both[exercise] for exercise in sorted(both, key=place)}
    for part in ("results", "functions"):
        data[part] = sorted([*_others(before[part], graded), *now[part]], key=lambda row: place(row["exercise"]))
    of_exercises = (note for notes in data["notes_of"].values() for note in notes)
    data["notes"] = list(dict.fromkeys([*now["notes"], *of_exercises]))
    return data


def as_data(origin: Origin) -> dict[str, Any]:
    """An origin as it is stored."""
    return asdict(origin)
