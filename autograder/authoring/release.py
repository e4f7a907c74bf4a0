"""solutions/ -> exercises/: stubs, notebooks without answers, and the rules as numbers.

nbgrader's own GenerateAssignment does the work, with the project's configuration; this
module adds what nbgrader does not know: the modules beside the notebooks.
"""

import io
import json
import logging
import math
import os
import re
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor
from traitlets import Unicode
from traitlets.config.loader import PyFileConfigLoader

from autograder import __version__
from autograder.authoring.notebook_words import translated, words_of
from autograder.authoring.solution_lines import leaks
from autograder.judging import rules
from autograder.judging.references import (
    EXERCISES,
    ROOT,
    assignments,
    exercises_of,
    fingerprint,
    prepare_exercise,
    reference_source,
)
from autograder.language import ENGLISH

MARKS = ("BEGIN SOLUTION", "END SOLUTION", "MARK SCHEME", "HIDDEN TESTS")

# By how much numbers may differ: another processor adds up in another order, and has another exp and log. For sums of
# size 10 these are some roundings of 2**-53 and 2**-24; less than what a student's answer may differ by.
ROUNDING = {"float64": 1e-12, "float32": 1e-5}


class NotReleasable(RuntimeError):
    """A source that would release its solution, or that does not fit the course."""


def stub(source: str) -> str:
    """A reference module's text with the regions between the SOLUTION marks cleared, by nbgrader's own code."""
    cell = nbformat.v4.new_code_cell(source.rstrip("\n"))
    if not ClearSolutions()._replace_solution_region(cell, "python"):
        raise NotReleasable("the module has no region between SOLUTION marks: it would be released whole")
    return cell.source + "\n"


def rules_text(assignment: str, exercise: str, language: str = ENGLISH) -> str:
    """The text of `<exercise>.json`. Its sentences are English in every release; the language says how to show them."""
    heading = {
        "version": __version__,
        "assignment": assignment,
        "exercise": exercise,
        "made_from": fingerprint(assignment, exercise),
    }
    if language != ENGLISH:
        heading["language"] = language
    return rules.as_text(heading, prepare_exercise(assignment, exercise))


def refuse_marks(name: str, text: str) -> None:
    """Raise `NotReleasable` where a mark remains in what is to be released."""
    for mark in MARKS:
        if mark in text:
            raise NotReleasable(f"{name} still holds {mark!r}: nothing was released")


def refuse_solutions(name: str, text: str) -> None:
    """Raise `NotReleasable` where a line of a solution stands in what is to be released."""
    if found := next(leaks(name, text), None):
        mend = "Say the same by other means in its source, in solutions/ or autograder/checks/; then release again."
        raise NotReleasable(f"{found}. Nothing was released. {mend}")


class ReleaseModule(NbGraderPreprocessor):
    """The last preprocessor of GenerateAssignment: puts the stub and the rules beside the notebook.

    nbgrader copies every other file of the source folder as it is, the reference
    included; nbconvert's writer writes `resources["outputs"]` after that, over the copy.
    An exception here makes nbgrader remove the whole released assignment.
    """

    language = Unicode(ENGLISH, help="of the text that students read").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the module's stub and rules to what is written; refuse what holds a mark or a solution's line."""
        assignment, exercise = resources["nbgrader"]["assignment"], resources["nbgrader"]["notebook"]
        unpaired = set(exercises_of(assignment)) - {p.stem for p in _notebooks(assignment)}
        if unpaired:
            raise NotReleasable(f"{sorted(unpaired)[0]}.py has no notebook: its solution would be released")
        files = {
            f"{exercise}.py": stub(reference_source(assignment, exercise)),
            f"{exercise}.json": rules_text(assignment, exercise, self.language),
        }
        if self.language != ENGLISH:
            nb = translated(nb, words_of(ROOT / "solutions", assignment, exercise, self.language))
        for name, text in {**files, f"{exercise}.ipynb": nbformat.writes(nb)}.items():
            refuse_marks(name, text)
            refuse_solutions(name, text)
        outputs = resources.get("outputs") or {}
        resources["outputs"] = {**outputs, **{name: text.encode() for name, text in files.items()}}
        return nb, resources


def _notebooks(assignment: str) -> list[Path]:
    return sorted((ROOT / "solutions" / assignment).glob("*.ipynb"))


def generate(assignment: str, folder: Path, language: str = ENGLISH) -> None:
    """Release one assignment below a folder, without a gradebook. Raises `NotReleasable`."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.release_directory = str(folder)
    config.CourseDirectory.assignment_id = assignment
    config.SaveCells.enabled = False
    config.ReleaseModule.language = language
    converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config, no_database=True)
    logged = io.StringIO()
    converter.log = logging.Logger("release", logging.ERROR)
    converter.log.addHandler(logging.StreamHandler(logged))
    try:
        converter.start()
    except NbGraderException as error:
        # nbgrader logs the traceback and raises a pointer to its log: the traceback's last line is the reason.
        reasons = re.findall(r"^\w[\w.]*: .+$", logged.getvalue(), re.MULTILINE)
        why = reasons[-1] if reasons else str(error)
        raise NotReleasable(f"{assignment} was not released. {why}") from error


def _same(fresh: Path, released: Path) -> bool:
    if not released.is_file():
        return False
    if fresh.suffix == ".json":
        return _same_rules(json.loads(fresh.read_text()), _rules_in(released))
    return fresh.read_bytes() == released.read_bytes()


def _rules_in(released: Path) -> dict[str, Any]:
    """What a released file holds; nothing where somebody damaged it, so that it is stale."""
    try:
        found = json.loads(released.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _same_rules(fresh: dict[str, Any], released: dict[str, Any]) -> bool:
    """Equal rules of an exercise, where numbers may differ by another processor's rounding."""
    functions = fresh.pop("functions"), released.pop("functions", [])
    if fresh != released or len(functions[0]) != len(functions[1]):
        return False
    return all(_same_numbers(a, b, _rounding(a)) for a, b in zip(*functions, strict=True))


def _rounding(function: dict[str, Any]) -> float:
    # What is tried with float32 may be answered in float64, with float32's rounding in it.
    return ROUNDING["float32" if '"float32"' in json.dumps(function) else "float64"]


def _same_numbers(a: Any, b: Any, rounding: float) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return a == b or math.isclose(a, b, rel_tol=rounding, abs_tol=rounding) or (math.isnan(a) and math.isnan(b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(_same_numbers(a[k], b[k], rounding) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(_same_numbers(x, y, rounding) for x, y in zip(a, b, strict=True))
    return a == b


def _files(folder: Path) -> set[Path]:
    skipped = (".ipynb_checkpoints", "__pycache__")
    files = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return {p for p in files if not any(part in skipped for part in p.parts)}


def stale_files(fresh: Path, released: Path) -> list[Path]:
    """Files of a release that are missing, differ from fresh ones, or no longer belong there."""
    expected = _files(fresh)
    stale = {p for p in expected if not _same(fresh / p, released / p)}
    return sorted(stale | (_files(released) - expected if released.exists() else set()))


def changed_sources() -> list[Path]:
    """The rules in exercises/ that were made from other references or checks than there are now."""
    wanted = {Path(a) / f"{e}.json": fingerprint(a, e) for a in assignments() for e in exercises_of(a)}
    return sorted(path for path, made_from in wanted.items() if _made_from(EXERCISES / path) != made_from)


def _made_from(released: Path) -> str | None:
    return _rules_in(released).get("made_from") if released.is_file() else None


def _all_stale(fresh: Path) -> list[Path]:
    # A process an assignment: most of the time goes into what the mistakes answer.
    names = assignments()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(generate, names, [fresh] * len(names)))
    return stale_files(fresh, EXERCISES)


def stale() -> list[Path]:
    """The files of exercises/ that are not what solutions/ release now. Changes nothing.

    A changed source is told at once, before the release is made: the change may be one
    that cannot be released.
    """
    if changed := changed_sources():
        return changed
    with tempfile.TemporaryDirectory() as fresh:
        return _all_stale(Path(fresh))


def release_in(language: str, folder: Path, names: list[str]) -> list[Path]:
    """Write a release in another language into a folder, which must not exist yet. Returns the files.

    names: of the assignments. Raises `NotReleasable`, and leaves nothing, where a translation is missing.
    """
    if folder.exists():
        raise NotReleasable(f"{folder} exists: name a folder that doesn't, since this would write over students' work")
    with tempfile.TemporaryDirectory() as name:
        for assignment in names:
            generate(assignment, Path(name), language)
        shutil.copytree(name, folder, ignore=shutil.ignore_patterns("locale"))
    return sorted(_files(folder))


def release() -> list[Path]:
    """Write exercises/ from solutions/. Returns the files that were written or removed, relative to exercises/.

    A file that is still right is left alone. Raises `NotReleasable`
    where an assignment cannot be released; then nothing is written.
    """
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        written = _all_stale(fresh)
        for path in written:
            _write(fresh / path, EXERCISES / path)
    return written


def _write(fresh: Path, released: Path) -> None:
    if not fresh.exists():
        released.unlink()
        return
    released.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(fresh, released)
