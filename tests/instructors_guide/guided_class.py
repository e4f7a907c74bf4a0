"""The class of the instructor's guide: six invented students, and what five of them hand in through Canvas."""

import io
import subprocess
import zipfile
from pathlib import Path

import nbformat
from services import PROGRAMS
from traitlets.config import PyFileConfigLoader

from autograder.authoring.release import stub
from autograder.judging.references import ROOT, declared, reference_source, with_mistake

COURSE_ID = "training-neural-networks"
ASSIGNMENT, EXERCISE = "data_processing", "standardize"
MODULE = f"{EXERCISE}.py"
# As Canvas names files: the name, the student's number, the file's number, what the student called it.
UPLOADS = {
    "ada": "lovelaceada_101_9001_data_processing.zip",
    "alan": "turingalan_102_9002_data_processing.zip",
    "emmy": "noetheremmy_103_9003_data_processing.zip",
    "grace": "hoppergrace_104_9004_data_processing.zip",
    "kurt": "gödelkurt_LATE_105_9005_data_processing.zip",
}
ANSWER = "Their statistics are not known when a prediction is wanted. Take those of the training set."


def _modules() -> dict[str, str]:
    """What each of them wrote."""
    right = reference_source(ASSIGNMENT, EXERCISE)
    fit, apply = declared(ASSIGNMENT, EXERCISE).functions
    mistake = next(m for m in fit.mistakes if m.name == "divides by N - 1")
    other = next(m for m in apply.mistakes if m.name == "multiplied by std")
    modules = {
        "ada": right,
        "alan": "def fit_standardization(X:\n    return X.mean(axis=0), X.std(axis=0)\n",
        "emmy": with_mistake(right, fit.name, mistake),
        "grace": with_mistake(right, apply.name, other),
        "kurt": stub(right),
    }
    return {student: _without_marks(text) for student, text in modules.items()}


def _without_marks(text: str) -> str:
    return text.replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", "")


def _notebook(answer: str) -> str:
    notebook = nbformat.read(ROOT / "exercises" / ASSIGNMENT / f"{EXERCISE}.ipynb", as_version=4)
    written = f"{EXERCISE}_written"
    if answer:
        next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == written).source = answer
    return nbformat.writes(notebook)


def _zip(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def hand_in_by_canvas(term: Path) -> None:
    """Put Canvas's download of all submissions into the term's folder."""
    packed = {
        UPLOADS[student]: _zip({MODULE: module, f"{EXERCISE}.ipynb": _notebook(ANSWER if student == "ada" else "")})
        for student, module in _modules().items()
    }
    (term / "submissions.zip").write_bytes(_zip(packed))


def send_by_mail(term: Path) -> None:
    """Put the zip that Kurt sent by mail into the term's folder: right, but late."""
    right = _without_marks(reference_source(ASSIGNMENT, EXERCISE))
    (term / "kurt.zip").write_bytes(_zip({MODULE: right, f"{EXERCISE}.ipynb": _notebook("")}))


def submit_by_exchange(term: Path) -> None:
    """Fetch and submit the released assignment as a student of a hub does."""
    exchange = PyFileConfigLoader("nbgrader_config.py", path=str(term)).load_config().Exchange.root
    folder = term.parent / "student"
    folder.mkdir()
    settings = f"c = get_config()\nc.Exchange.root = {exchange!r}\nc.CourseDirectory.course_id = {COURSE_ID!r}\n"
    (folder / "nbgrader_config.py").write_text(settings)
    for step in ("fetch_assignment", "submit"):
        done = subprocess.run([PROGRAMS / "nbgrader", step, "dropout"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
