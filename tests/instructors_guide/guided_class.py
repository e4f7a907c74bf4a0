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


NAMES = {"ada": "Ada Lovelace", "emmy": "Emmy Noether", "grace": "Grace Hopper", "kurt": "Kurt Gödel"}


def _files(student: str) -> dict[str, str]:
    return {MODULE: _modules()[student], f"{EXERCISE}.ipynb": _notebook(ANSWER if student == "ada" else "")}


def export_from_gradescope(term: Path) -> None:
    """Put Gradescope's export into the term's folder. Grace and Kurt handed in as a group."""
    told, files = "---\n", {}
    for number, members in enumerate((["ada"], ["emmy"], ["grace", "kurt"]), 409194023):
        told += f"submission_{number}:\n  :submitters:\n"
        told += "".join(f"  - :name: {NAMES[m]}\n    :sid: {m}\n    :email: {m}@example.edu\n" for m in members)
        told += "  :created_at: 2026-10-05 17:34:00.861687000 Z\n"
        files |= {f"submission_{number}/{name}": text for name, text in _files(members[0]).items()}
    exported = {f"assignment_8046601_export/{name}": text for name, text in files.items()}
    exported["assignment_8046601_export/submission_metadata.yml"] = told
    (term / "assignment_8046601_export.zip").write_bytes(_zip(exported))


def collect_from_classroom50(term: Path) -> None:
    """Put the clones that `gh teacher download` makes into the term's folder."""
    folder = term / "fall-data-processing_submissions"
    for student in NAMES:
        clone = folder / f"fall-data-processing-{student}"
        (clone / ".git").mkdir(parents=True)
        (clone / ".classroom50.yaml").write_text("classroom: fall\n")
        for name, text in _files(student).items():
            (clone / name).write_text(text, encoding="utf-8")
    (folder / "scores.csv").write_text("username,score\n")


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
