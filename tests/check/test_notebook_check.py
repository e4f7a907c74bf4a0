"""`check` in a notebook: always the file as it is now, a report that reads well anywhere, and points for nbgrader."""

import shutil
import subprocess
import sys
import time
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from nbgrader.utils import get_partial_grade

from autograder.authoring.release import stub
from autograder.judging.judge import judge
from autograder.judging.references import EXERCISES as RELEASED
from autograder.judging.references import (
    ROOT,
    asking,
    declared,
    module_of,
    prepare,
    reference_source,
)
from autograder.judging.report import as_html
from autograder.judging.rules import read

MOMENTUM = reference_source("optimization", "momentum")
UPHILL = MOMENTUM.replace("x = x - learning_rate * v", "x = x + learning_rate * v")
FIXED_RHO = MOMENTUM.replace("rho * state.v + dx", "0.9 * state.v + dx")
TIME_LIMIT = 60


class Session:
    """A notebook's kernel in a student's folder."""

    def __init__(self, folder):
        self.manager, self.client = start_new_kernel(cwd=str(folder))
        self.folder = folder

    def start(self, code):
        return self.client.execute(code)

    def finish(self, request):
        """What the cell showed: bundles, a result, an error."""
        shown = SimpleNamespace(bundles=[], result=None, error=None, streams="")
        while True:
            message = self.client.get_iopub_msg(timeout=TIME_LIMIT)
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            match message["msg_type"]:
                case "display_data":
                    shown.bundles.append(content["data"])
                case "execute_result":
                    shown.result = content["data"]
                case "error":
                    shown.error = content
                case "stream":
                    shown.streams += content["text"]
                case "status" if content["execution_state"] == "idle":
                    return shown

    def run(self, code):
        return self.finish(self.start(code))

    def write(self, text, module="momentum"):
        (self.folder / f"{module}.py").write_text(text, encoding="utf-8")

    def points(self, function="momentum_step"):
        return float(self.check(function).result["text/plain"])

    def check(self, function="momentum_step"):
        return self.run(f'check("{function}")')


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """One kernel for all tests that leave nothing behind but the student's files."""
    folder = tmp_path_factory.mktemp("my work") / "optimization"
    shutil.copytree(RELEASED / "optimization", folder)
    session = Session(folder)
    session.run("from autograder.check import check")
    yield session
    session.client.stop_channels()
    session.manager.shutdown_kernel(now=True)


@pytest.fixture
def own_session(tmp_path):
    """A fresh kernel for one test, in the folder of an assignment."""
    started = []

    def start(assignment):
        shutil.copytree(RELEASED / assignment, tmp_path / assignment)
        started.append(Session(tmp_path / assignment))
        return started[-1]

    yield start
    for session in started:
        session.client.stop_channels()
        session.manager.shutdown_kernel(now=True)


def test_it_runs_the_file_as_it_is_now_without_a_restart(session):
    session.write(stub(MOMENTUM))
    assert session.points() == 0
    # As quickly as a script can write them, and two of them of one length: no date and no size tells them apart.
    for text, points in [
        (MOMENTUM, 2),
        (FIXED_RHO, 0.57),
        (MOMENTUM, 2),
        (UPHILL, 0),
        ("def momentum_step(:", 0),
        (MOMENTUM, 2),
    ]:
        session.write(text)
        assert session.points() == points


@pytest.mark.parametrize(("text", "points"), [(MOMENTUM, 2), (FIXED_RHO, 0.57), (UPHILL, 0), (stub(MOMENTUM), 0)])
def test_the_cells_result_is_a_float_that_nbgrader_reads_as_the_points(session, text, points):
    session.write(text)
    shown = session.check()
    assert shown.result["text/plain"] == repr(float(points))
    output = nbformat.v4.new_output("execute_result", shown.result)
    assert get_partial_grade(output, 2.0) == points
    assert shown.streams == ""


def test_the_report_is_html_with_its_text_in_the_same_bundle(session):
    session.write(UPHILL)
    (bundle,) = session.check().bundles
    for said in ("climbs uphill", "x[0] is 1.05, but should be 0.95", "The gradient points uphill."):
        assert said in bundle["text/plain"]
        assert said in bundle["text/html"]
    assert "<" not in bundle["text/plain"]
    assert "<svg" in bundle["text/html"]


def test_a_traceback_has_the_students_own_lines_alone_as_they_are_now(session):
    broken = MOMENTUM.replace("x = x - learning_rate * v", "x = x - learning_rat * v")
    for text in (broken, "# one line more\n" + broken, broken.replace("learning_rat ", "learning_rats ")):
        session.write(text)
        (bundle,) = session.check().bundles
        line = next(
            n for n, line in enumerate(text.splitlines(), start=1) if "learning_rat" in line and "x = x" in line
        )
        for report in (bundle["text/plain"], bundle["text/html"]):
            assert f"line {line}, in momentum_step" in report
            assert text.splitlines()[line - 1].strip() in report
            assert "autograder" not in report
            assert report.count("line ") == 1


def test_a_syntax_error_is_told_with_its_line(session):
    session.write("def momentum_step(x, dx, state:\n    pass\n")
    (bundle,) = session.check().bundles
    assert "SyntaxError" in bundle["text/plain"]
    assert "line 1" in bundle["text/plain"]
    assert "def momentum_step(x, dx, state:" in bundle["text/plain"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            'check("momentum_stp")',
            'no exercise in this folder has a function "momentum_stp". Did you mean "momentum_step"',
        ),
        ('check("x")', 'no exercise in this folder has a function "x". There are: '),
        ("check(print)", 'no exercise in this folder has a function "print".'),
    ],
)
def test_wrong_use_is_told_in_one_sentence_without_a_traceback(session, cell, said):
    shown = session.run(cell)
    assert shown.result is None
    assert len(shown.error["traceback"]) == 1
    assert said in shown.error["traceback"][0]
    assert "File" not in shown.error["traceback"][0]


def test_a_notebook_in_another_folder_is_told_where_to_go(session, tmp_path):
    elsewhere = tmp_path / "far" / "away"  # beside tmp_path lie the folders of other tests, with exercises in them
    elsewhere.mkdir(parents=True)
    shown = session.run(f"import os; os.chdir({str(elsewhere)!r}); check('momentum_step')")
    session.run(f"os.chdir({str(session.folder)!r})")
    (said,) = shown.error["traceback"]
    assert "there is no exercise in" in said
    assert "Open the notebook in the folder where it was released" in said


def test_damaged_rules_are_told_in_one_sentence(session):
    rules = session.folder / "momentum.json"
    whole = rules.read_text()
    rules.write_text(whole[: len(whole) // 2])
    try:
        (said,) = session.check().error["traceback"]
    finally:
        rules.write_text(whole)
    assert "momentum.json is damaged" in said


def test_a_function_itself_is_as_good_as_its_name(session):
    session.write(MOMENTUM)
    shown = session.run("import momentum; check(momentum.momentum_step)")
    assert float(shown.result["text/plain"]) == 2


def test_an_interrupted_check_says_in_which_line_it_was(session):
    begun = session.folder / "begun"
    body = f"open({str(begun)!r}, 'w').close()\n    while True: pass"
    session.write(MOMENTUM.replace("v = rho * state.v + dx", body))
    request = session.start('check("momentum_step")')
    while not begun.exists():
        time.sleep(0.01)
    session.manager.interrupt_kernel()
    shown = session.finish(request)
    (said,) = shown.error["traceback"]
    assert shown.error["ename"] == "Interrupted"
    assert "while True: pass" in said
    session.write(MOMENTUM)
    assert session.points() == 2


@pytest.mark.parametrize("cell", ['check("momentum_step")', "check(momentum_step)"])
def test_a_function_that_was_written_in_the_notebook_is_told_where_it_counts(session, cell):
    told = "A function momentum_step is defined in the notebook itself, but only momentum.py is checked and graded"
    session.write((RELEASED / "optimization" / "momentum.py").read_text())
    session.run("def momentum_step(x, dx, state): return x, state")
    try:
        for _ in range(2):
            (bundle,) = session.run(cell).bundles
            for report in bundle.values():
                assert told in report
                assert "save it first" not in report
    finally:
        session.run("from momentum import momentum_step")
    (bundle,) = session.check().bundles
    assert told not in bundle["text/plain"]


def test_a_file_that_was_not_saved_is_suspected(session):
    session.write(UPHILL)
    session.check()
    (bundle,) = session.check().bundles
    for report in bundle.values():
        assert "momentum.py is as it was at the last check. If you have edited it since then, save it first." in report
    session.write(UPHILL + "\n")
    (bundle,) = session.check().bundles
    assert "save it" not in bundle["text/plain"]
    session.write(MOMENTUM)
    session.check()
    assert "save it" not in session.check().bundles[0]["text/plain"]


USES = {
    "momentum": ("optimization", "momentum.momentum_step(1.0, 2.0, momentum.MomentumState())[0]"),
    "marginalize": (
        "common_pattern",
        "marginalize(lambda x, rng: x, np.ones(1), 2, np.random.default_rng(0))[0]",
    ),
}


def first_cells(folder, exercise):
    """The cell that brings `check`, and the one that imports what the others use."""
    cells = nbformat.read(folder / f"{exercise}.ipynb", as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"][:2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def momentum_step(:\n", "SyntaxError"),
        ("import package_that_nobody_has\n", "package_that_nobody_has"),
        ("print(learning_rat)\n", "NameError"),
    ],
    ids=["syntax", "package", "name"],
)
def test_a_module_that_cannot_be_imported_is_told_by_check_from_a_fresh_kernel_on(own_session, text, said):
    session = own_session("optimization")
    session.write(text)
    first, imports = first_cells(session.folder, "momentum")
    assert session.run(first).error is None
    assert session.run(imports).error is not None
    shown = session.check()
    assert shown.error is None
    assert said in shown.bundles[0]["text/plain"]


@pytest.mark.parametrize("module", USES)
def test_the_notebooks_other_cells_follow_the_file_too(own_session, module):
    assignment, use = USES[module]
    session, reference = own_session(assignment), reference_source(assignment, module)
    for cell in first_cells(session.folder, module):
        assert session.run(cell).error is None
    assert session.run(use).error["ename"] == "NotImplementedError"
    session.write(reference, module)
    assert session.run(use).error is None
    session.write("def broken(:", module)
    session.run(use)
    session.write(reference.replace("return", "return 5, 5  #"), module)
    assert session.run(use).result["text/plain"] == "5"


def test_outside_of_notebooks_the_report_is_printed_and_wrong_use_is_an_ordinary_exception(tmp_path):
    shutil.copytree(RELEASED / "optimization", tmp_path / "optimization")
    code = (
        "from autograder.check import check; print('points', check('momentum_step') + 1)\n"
        "try: check('nothing')\n"
        "except ValueError as error: print(type(error).__name__, error)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path / "optimization", capture_output=True, text=True, check=True)
    assert "not written yet" in done.stdout
    assert "points 1.0" in done.stdout
    assert 'CannotCheck no exercise in this folder has a function "nothing".' in done.stdout


# The report itself: a Result in, HTML out.


def result_of(source, assignment="optimization", exercise="momentum"):
    (function, *_) = read(RELEASED / assignment / f"{exercise}.json")[1]
    return judge(function, asking(module_of(source, "student.py")))


HOSTILE = "</pre></div><script>alert(1)</script><img src=x onerror=alert(2)>&"


@pytest.mark.parametrize(
    "line",
    [
        f"print({HOSTILE!r})\n    x = x + 9",
        f"raise ValueError({HOSTILE!r})",
        f"return {HOSTILE!r}, 1",
        f"return {{ {HOSTILE!r}: x }}, 1",
        f"return type({HOSTILE!r}, (), {{}})(), state",
        f"raise type({HOSTILE!r}, (Exception,), {{}})()",
    ],
)
def test_whatever_a_student_wrote_is_escaped(line):
    page = as_html(result_of(MOMENTUM.replace("v = rho * state.v + dx", f"v = rho * state.v + dx\n    {line}")))
    assert "<script" not in page
    assert "<img" not in page
    ElementTree.fromstring(page)


def test_updates_with_two_entries_are_drawn_as_a_walk_over_the_plane():
    page = as_html(result_of(UPHILL))
    assert "In one step from (1, -2) your rule gets to (1.05, -2.1), but should get to (0.95, -1.9)." in page
    assert ">start<" in page


def test_where_the_surface_is_known_it_is_drawn():
    source = reference_source("optimization", "nesterov")
    wrong = source.replace("v = rho * state.v - learning_rate", "v = rho * state.v + learning_rate", 1)
    page = as_html(result_of(wrong, "optimization", "nesterov"))
    assert page.count('stroke-opacity=".35"') == 4


def test_of_hidden_rules_neither_numbers_nor_pictures_are_shown(tmp_path):
    (function,) = declared("optimization", "momentum").functions
    rules = prepare(MOMENTUM, function, np.random.default_rng(0))
    wrong = MOMENTUM.replace(
        "    x = x - learning_rate",
        "    learning_rate = (1 + (x.ndim == 3)) * learning_rate\n    x = x - learning_rate",
    )
    result = judge(rules, asking(module_of(wrong, "student.py")))
    assert result.first_failure.hidden
    page = as_html(result)
    assert "<svg" not in page
    assert "but should be" not in page
    assert "tried with other numbers" in page


def test_a_link_leads_to_the_chapter_where_there_is_one():
    page = as_html(result_of(UPHILL), chapter='../book/"momentum".html')
    assert ElementTree.fromstring(page).find(".//a").get("href") == '../book/"momentum".html'
    assert "<a " not in as_html(result_of(UPHILL))
    assert (ROOT / "book" / "optimization" / "momentum.md").exists()
