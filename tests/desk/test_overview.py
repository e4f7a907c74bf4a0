"""The instructor's overview: counts that are true, names that are escaped, and pages that everybody can read."""

import contextlib
import html.parser
import io
import os
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.authoring import sample_class
from autograder.desk.histogram import edges, histogram
from autograder.grading.progress import progress
from autograder.judging.references import reference_source

ASSIGNMENT = "data_processing"
RIGHT = reference_source(ASSIGNMENT, "standardize")
BEFORE, LAST = RIGHT.split("def standardize(")
ADDS = f"{BEFORE}def standardize({LAST.replace('X - mean', 'X + mean')}"
UNKNOWN = f"{BEFORE}def standardize({LAST.replace('X - mean', '0.5 * X - mean')}"
NAMED = "<i>Kurt</i>"
CLASS = {
    "ada": RIGHT,
    "emmy": ADDS,
    "grace": ADDS,
    "kurt": ADDS,
    "odd_one": UNKNOWN,
    "broken": "def standardize(:\n",
}


def run(term, *arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(term), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*map(str, arguments)])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A graded class: three with one mistake, one late, two answers to read, one absent, one who came too late."""
    term = tmp_path_factory.mktemp("overview")
    (term / "nbgrader_config.py").write_text(sample_class.TERM_CONFIG)
    for student, module in CLASS.items():
        folder = term / "submitted" / student / ASSIGNMENT
        sample_class._hand_in(folder, ASSIGNMENT)
        (folder / "standardize.py").write_text(module)
    (term / "submitted" / "odd_one" / ASSIGNMENT / "standardize.ipynb").unlink()
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT]
    subprocess.run(command, cwd=term, check=True, capture_output=True, timeout=300)
    sample_class._hand_in(term / "submitted" / "too_late" / ASSIGNMENT, ASSIGNMENT)
    with Gradebook(f"sqlite:///{term}/gradebook.db", "training-neural-networks") as gradebook:
        gradebook.update_or_create_student("kurt", first_name=NAMED, last_name="Gödel")
        gradebook.update_or_create_student("zoe", first_name="Zoe", last_name="Absent")
        gradebook.find_submission_notebook("standardize", ASSIGNMENT, "grace").late_submission_penalty = 0.5
        for student in ("ada", "emmy"):
            written = gradebook.find_grade("standardize_written", "standardize", ASSIGNMENT, student)
            written.auto_score, written.needs_manual_grade = None, True
        gradebook.db.commit()
    return term


class Section(html.parser.HTMLParser):
    """The text and the links of each section of a page, by its id; of what stands before, under ""."""

    def __init__(self, text):
        super().__init__()
        self.words, self.links, self.tags, self._now = {"": []}, {"": []}, set(), ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        attrs = dict(attrs)
        if tag == "section":
            self._now = attrs["aria-labelledby"]
            self.words[self._now], self.links[self._now] = [], []
        if tag == "a":
            self.links[self._now].append(attrs["href"])

    def handle_data(self, data):
        self.words[self._now].append(data)

    def text(self, section):
        return " ".join(" ".join(self.words[section]).split())


@pytest.fixture(scope="module")
def overview(graded):
    done = run(graded, "overview", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    return Section((graded / "overview" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8"))


def test_the_commonest_mistake_comes_first_with_who_made_it(overview):
    found = overview.text("mistakes")
    assert found.startswith(f"The commonest mistakes Who Mistake Function 3 of 6 emmy, grace, {NAMED} Gödel (kurt)")
    assert "the mean is added" in found
    assert "1 of 6 odd_one wrong in a way that is not known standardize" in found


def test_every_function_tells_how_many_kept_all_its_rules_and_what_became_of_the_others(overview):
    found = overview.text("functions")
    assert re.search(r"fit_standardization standardize 83 % [\d.]+ of [\d.]+ 1 stopped with an error", found)
    assert re.search(r"standardize standardize 16 % [\d.]+ of [\d.]+ 4 wrong, 1 stopped with an error", found)


def test_who_handed_nothing_in_and_who_is_not_graded_yet_is_told(overview):
    found = overview.text("absent")
    assert "Handed in, but not graded yet: too_late" in found
    assert found.endswith("Zoe Absent")
    assert "6 of 8" in overview.text("")


def test_answers_to_read_are_counted_and_linked_to_formgrader(overview, graded):
    assert "standardize 2 ada , emmy" in overview.text("waiting")
    with Gradebook(f"sqlite:///{graded}/gradebook.db", "training-neural-networks") as gradebook:
        notebook = gradebook.find_submission_notebook("standardize", ASSIGNMENT, "ada").id
    formgrader = "http://localhost:8888/formgrader"
    assert overview.links["waiting"][:2] == [
        f"{formgrader}/gradebook/{ASSIGNMENT}/standardize",
        f"{formgrader}/submissions/{notebook}",
    ]


def test_a_submission_whose_results_are_lost_is_named_and_not_counted_among_the_mistakes(graded, tmp_path):
    term = tmp_path / "term"
    shutil.copytree(graded, term)
    (term / "autograded" / "emmy" / ASSIGNMENT / "results.json").unlink()
    done = run(term, "overview", ASSIGNMENT)
    assert done.returncode == 1
    assert "emmy" in done.stderr
    page = Section((term / "overview" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8"))
    assert "Of 1 submissions only the points are known" in page.text("")
    assert "2 of 5 grace" in page.text("mistakes")


def test_late_and_odd_submissions_are_told(overview):
    assert "grace: −0.5 points" in overview.text("late")
    assert "odd_one : standardize.ipynb is missing" in overview.text("odd")


def test_names_are_escaped_and_the_page_has_no_script(overview):
    assert not overview.tags & {"script", "i", "img", "link"}
    assert NAMED in overview.text("mistakes")


def test_a_roster_adds_those_whom_the_gradebook_does_not_know(graded, tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("id,last_name\nada,Lovelace\nnew_one,New\n", encoding="utf-8")
    assert run(graded, "overview", ASSIGNMENT, "--roster", path).returncode == 0
    page = Section((graded / "overview" / f"{ASSIGNMENT}.html").read_text(encoding="utf-8"))
    assert page.text("absent").endswith("Zoe Absent new_one")
    path.write_text("id,last_name\nada,Lovelace\nada,Lovelace\n", encoding="utf-8")
    done = run(graded, "overview", ASSIGNMENT, "--roster", path)
    assert done.returncode == 1
    assert "lines 2 and 3: both fit the student 'ada'" in done.stderr


def test_nothing_graded_is_told_with_the_command_that_grades(term):
    done = run(term, "overview", ASSIGNMENT)
    assert done.returncode == 2
    assert "python -m autograder grade data_processing" in done.stderr
    assert not (term / "overview").exists()


@pytest.fixture(scope="module")
def seen(graded, browse):
    """What a browser saw of the overview and of a feedback page with a picture."""
    run(graded, "overview", ASSIGNMENT)
    run(graded, "feedback", ASSIGNMENT, "--jobs", 1)
    run(graded, "overview", ASSIGNMENT, "--blind", "--graders", "ben,carl")
    run(graded, "similar", ASSIGNMENT)
    pages = [f"overview/{ASSIGNMENT}{kind}.html" for kind in ("", "_blind", "_similar")]
    pages.append(f"feedback/grace/{ASSIGNMENT}/feedback.html")
    pages.append(f"feedback/broken/{ASSIGNMENT}/standardize.html")
    assert "<svg" in (graded / pages[3]).read_text(encoding="utf-8")
    return browse(graded, pages)["pages"]


def test_pages_load_without_errors_and_ask_no_other_host(seen):
    for page, visit in seen.items():
        assert visit["problems"] == [], page
        assert visit["external"] == [], page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_locked_out_of_the_pages(seen, theme):
    for page, visit in seen.items():
        assert visit["axe"][theme] == [], page


def test_pages_fit_on_a_phone(seen):
    for page, visit in seen.items():
        assert visit["tooWide"] == 0, page


@pytest.mark.parametrize("max_points", [0.5, 1, 3, 4, 10, 12, 41, 100, 250])
def test_a_histogram_has_few_bars_of_round_width_that_reach_the_maximum(max_points):
    borders = edges(max_points)
    assert borders[0] == 0
    assert max_points <= borders[-1] < max_points + 2 * borders[1]
    assert 1 <= len(borders) - 1 <= 13


def test_a_histogram_counts_everybody_once():
    totals = [0, 0, 5, 7.5, 10, 10, 10.5]
    drawn = histogram(totals, 10)
    counts = [int(n) for n in re.findall(r": (\d+)", re.search(r'aria-label="([^"]*)"', drawn)[1])]
    assert sum(counts) == len(totals)
    assert drawn.count("<rect") == len(counts)
    assert np.all(np.diff(edges(10)) > 0)


def test_progress_in_a_log_is_plain_lines_and_ends_with_the_last(capsys):
    with progress(25, "grading") as advance:
        for _ in range(25):
            advance()
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert lines[-1].startswith("grading: 25 of 25, ")
    assert len(lines) <= 10
    assert "\x1b" not in said.err


def test_a_line_of_a_log_tells_the_time_left_until_the_last_one(capsys, monkeypatch):
    monkeypatch.setattr("autograder.grading.progress.LEAST_SECONDS", -1.0)  # every tenth is told at once
    with progress(5, "grading") as advance:
        for _ in range(5):
            advance()
    *before, last = capsys.readouterr().err.splitlines()
    assert before
    assert all(re.fullmatch(r"grading: \d of 5, [\d.]+/s, \d+ s left", line) for line in before)
    assert "left" not in last


def test_progress_on_a_terminal_is_a_bar_with_rate_and_time_left():
    terminal, its_end = os.openpty()
    code = """if True:
        import time
        from autograder.grading.progress import progress
        with progress(6, "grading") as advance:
            for _ in range(6):
                time.sleep(0.05)
                advance()
    """
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    subprocess.run([sys.executable, "-c", code], stderr=its_end, env=environment, check=True, timeout=60)
    os.close(its_end)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", os.read(terminal, 100_000).decode())
    os.close(terminal)
    assert re.search(r"grading \S+ +\d/6 +[\d.]+/s +0:00:0\d left", shown), shown


def test_progress_of_nothing_says_nothing(capsys):
    with progress(0, "grading"):
        pass
    assert capsys.readouterr().err == ""
