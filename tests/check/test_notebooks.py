"""The authored notebooks: nbgrader's cells are the declared ones, and all runs with the reference in place."""

import ast
import re
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.judging.references import ROOT, declared, exercises_of

TIME_LIMIT = 120  # seconds a cell; the notebooks' own budget is held by their authors, not by this test
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def cells_of(assignment, exercise, folder="solutions"):
    return nbformat.read(ROOT / folder / assignment / f"{exercise}.ipynb", as_version=4).cells


def about(cell):
    return cell.metadata.get("nbgrader", {})


def test_ids_points_and_texts_of_the_graded_cells_are_the_declared_ones(assignment, exercise):
    declaration = declared(assignment, exercise)
    graded = [c for c in cells_of(assignment, exercise) if about(c).get("grade")]
    wanted = [(f.name, f.points) for f in declaration.functions] + [(f"{exercise}_written", declaration.written)]
    assert [(about(c)["grade_id"], about(c)["points"]) for c in graded] == wanted
    for cell, function in zip(graded, declaration.functions, strict=False):
        assert cell.source == f'check("{function.name}")'
        assert about(cell)["locked"]
        assert not about(cell)["solution"]
    assert graded[-1].cell_type == "markdown"
    assert about(graded[-1])["solution"]


def test_outputs_are_stripped_and_cells_have_readable_ids(assignment, exercise):
    for cell in cells_of(assignment, exercise):
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
        assert cell.id


def test_the_released_written_question_holds_neither_answer_nor_rubric(assignment, exercise):
    source, released = (
        next(c for c in cells_of(assignment, exercise, folder) if about(c).get("grade_id") == f"{exercise}_written")
        for folder in ("solutions", "exercises")
    )
    assert "YOUR ANSWER HERE" in released.source
    assert len(source.source) > 2 * len(released.source)
    assert "Rubric" in source.source
    assert "Rubric" not in released.source


def test_the_notebook_runs_through_with_the_reference_in_place_and_gives_full_points(tmp_path, assignment, exercise):
    folder = tmp_path / "student folder"
    shutil.copytree(ROOT / "exercises" / assignment, folder)
    for other in exercises_of(assignment):
        shutil.copyfile(ROOT / "solutions" / assignment / f"{other}.py", folder / f"{other}.py")
    notebook = nbformat.read(folder / f"{exercise}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=TIME_LIMIT, resources={"metadata": {"path": str(folder)}}).execute()
    for function in declared(assignment, exercise).functions:
        cell = next(c for c in notebook.cells if about(c).get("grade_id") == function.name)
        result = next(o for o in cell.outputs if o.output_type == "execute_result")
        assert float(result.data["text/plain"]) == function.points
    pictures = [o for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert pictures


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
def test_points_are_told_in_the_notebook(folder, assignment, exercise):
    text = "\n".join(c.source for c in cells_of(assignment, exercise, folder) if c.cell_type == "markdown")
    for function in declared(assignment, exercise).functions:
        assert function.name in text
    assert "point" in text


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
def test_check_is_there_before_anything_of_the_students_is_read(folder, assignment, exercise):
    first = next(c for c in cells_of(assignment, exercise, folder) if c.cell_type == "code")
    python = "\n".join(line for line in first.source.splitlines() if not line.startswith("%"))
    assert ast.unparse(ast.parse(python)) == "from autograder.check import check"


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
def test_no_cell_holds_a_control_character(folder, assignment, exercise):
    # LaTeX with one backslash too few: "\top" becomes a tab and "op", "\frac" a form feed and "rac".
    for cell in cells_of(assignment, exercise, folder):
        assert [line for line in cell.source.split("\n") if CONTROL.search(line)] == []


@pytest.mark.parametrize("folder", ["solutions", "exercises"])
def test_no_docstring_holds_a_control_character(folder, assignment, exercise):
    tree = ast.parse((ROOT / folder / assignment / f"{exercise}.py").read_text())
    documented = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    for docstring in filter(None, map(ast.get_docstring, documented)):
        assert [line for line in docstring.split("\n") if CONTROL.search(line)] == []


def test_no_hint_and_no_rule_holds_a_control_character(assignment, exercise):
    for function in declared(assignment, exercise).functions:
        texts = [text for mistake in function.mistakes for text in (mistake.name, mistake.hint)]
        texts += [rule.rule for rule in function.rules]
        assert [text for text in texts if CONTROL.search(text)] == []
