"""Terms for tests: nbgrader's folders, what students hand in, and nbgrader's commands."""

import contextlib
import io
import shutil
import subprocess
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from warm_python import run_module

from autograder.__main__ import main
from autograder.authoring import sample_class
from autograder.judging.references import ROOT


def empty_term(folder: Path) -> Path:
    """Make a term without submissions in a new folder."""
    (folder / "submitted").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(sample_class.TERM_CONFIG)
    return folder


def hand_in_to(term: Path, student: str, assignment: str = "optimization", **modules: str | bytes) -> Path:
    """Hand in the released assignment for a student, with the modules given by their texts. Returns its folder."""
    folder = term / "submitted" / student / assignment
    shutil.copytree(ROOT / "exercises" / assignment, folder, ignore=shutil.ignore_patterns("*.json", "__pycache__"))
    for name, text in modules.items():
        (folder / f"{name}.py").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def write_answer(folder: Path, exercise: str, text: str) -> None:
    """Answer an exercise's written question in a folder that was handed in."""
    path = folder / f"{exercise}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    named = f"{exercise}_written"
    (cell,) = (c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == named)
    cell.source = text
    nbformat.write(notebook, path)


def open_gradebook(term: Path) -> Gradebook:
    """A term's gradebook, as nbgrader opens it; to be closed."""
    return Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks")


def autograder_in(term: Path, *arguments: object) -> subprocess.CompletedProcess:
    """What `python -m autograder ...` does in a term, without starting Python anew."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(term), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*map(str, arguments)])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def nbgrader(*arguments: object, cwd: Path, code: int = 0) -> subprocess.CompletedProcess:
    """Run one of nbgrader's commands in a term. code: with which it must end."""
    done = run_module("nbgrader", *arguments, cwd=cwd)
    assert done.returncode == code, done.stderr[-3000:]
    return done
