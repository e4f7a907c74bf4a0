"""A sample class, made out of the declared mistakes: for trying the grading, and for `make course`.

No name and no code of a real student is in it.
"""

import shutil
import sys
from pathlib import Path

import numpy as np

from autograder.authoring.release import stub
from autograder.judging.declare import Function
from autograder.judging.references import ROOT, declared, exercises_of, function_text, reference_source, with_mistake

SIZE = 12
TERM_CONFIG = '''"""A term: its submissions, grades and feedback lie in this folder."""

from pathlib import Path

from autograder.nbgrader_plugin import configure

configure(get_config(), root=Path(__file__).resolve().parent)
'''


def _one_function(source: str, function: Function, rng: np.random.Generator) -> str:
    """The module's text with one function right (half the class), mistaken, or not written yet."""
    fate = rng.random()
    if fate < 0.5:
        return source
    if fate < 0.9:
        return with_mistake(source, function.name, function.mistakes[rng.integers(len(function.mistakes))])
    return source.replace(function_text(source, function.name), function_text(stub(source), function.name))


def student_module(assignment: str, exercise: str, rng: np.random.Generator) -> str:
    """One student's module: every function right, mistaken or missing, as chance has it."""
    text = reference_source(assignment, exercise)
    for function in declared(assignment, exercise).functions:
        text = _one_function(text, function, rng)
    return text.replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", "")


def _hand_in(folder: Path, assignment: str) -> None:
    """The released assignment, as a student who wrote nothing would hand it in."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "exercises" / assignment, folder, ignore=shutil.ignore_patterns("*.json", "__pycache__"))
    (folder / "timestamp.txt").write_text("2026-10-05 21:00:00 UTC\n")


def _odd_ones(term: Path, assignment: str) -> None:
    """Submissions of the kinds that stop other graders."""
    first = exercises_of(assignment)[0]
    odd = {name: term / "submitted" / name / assignment for name in ("blank", "endless", "lost_module", "no_notebook")}
    for folder in odd.values():
        _hand_in(folder, assignment)
    (odd["endless"] / f"{first}.py").write_text("while True:\n    pass\n")
    (odd["lost_module"] / f"{first}.py").unlink()
    (odd["no_notebook"] / f"{first}.ipynb").unlink()


def make(term: Path, assignment: str, size: int = SIZE, seed: int = 7) -> None:
    """Write a term's folder with the submissions of a class.

    term: its folder; an earlier sample there is replaced. size: students, besides a few
    odd ones. The same seed makes the same class.
    """
    shutil.rmtree(term / "submitted", ignore_errors=True)
    term.mkdir(parents=True, exist_ok=True)
    (term / "nbgrader_config.py").write_text(TERM_CONFIG)
    rng = np.random.default_rng(seed)
    for i in range(size):
        folder = term / "submitted" / f"student{i + 1:02}" / assignment
        _hand_in(folder, assignment)
        for exercise in exercises_of(assignment):
            (folder / f"{exercise}.py").write_text(student_module(assignment, exercise, rng))
    _odd_ones(term, assignment)


def main(arguments: list[str]) -> int:
    """`python -m autograder.authoring.sample_class FOLDER ASSIGNMENT`: make the class."""
    if len(arguments) != 2:
        print("usage: python -m autograder.authoring.sample_class FOLDER ASSIGNMENT", file=sys.stderr)
        return 2
    term, assignment = Path(arguments[0]), arguments[1]
    make(term, assignment)
    print(f"{len(list((term / 'submitted').iterdir()))} submissions of {assignment} in {term}/submitted")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
