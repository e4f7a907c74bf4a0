"""A written answer counts wherever it stands in the notebook: only where the student wrote nothing is there nothing."""

import nbformat
import pytest
from nbgrader.utils import determine_grade

from autograder.grading.notebooks import FOUND_ELSEWHERE, StudentCell, graded_cells, rebuilt, student_cells
from autograder.judging.references import ROOT

RELEASED = nbformat.read(ROOT / "exercises" / "data_processing" / "standardize.ipynb", as_version=4)
QUESTION = "standardize_written"
ANSWER = "The test set would be shifted by its own mean."


def graded(cells):
    """The question's cell in the graded notebook, and its automatic score: None waits for a person."""
    notebook = rebuilt(cells, RELEASED)
    cell = dict(graded_cells(notebook.cells))[QUESTION]
    return cell, determine_grade(cell, None)[0]


def as_released():
    return student_cells(RELEASED)


@pytest.mark.parametrize("place", [0, 5, -1, None], ids=["first", "in the midst", "above the question", "below it"])
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("markdown", ANSWER),
        ("raw", ANSWER),
        ("code", ANSWER),
        ("code", f"# {ANSWER}"),
        ("code", f"'''{ANSWER}'''"),
        ("code", f"%matplotlib inline\n# {ANSWER}"),
        ("markdown", "测试集的均值未知。"),
        ("code", "测试集的均值未知。"),
        ("code", "Don't do that: it moves the test set"),
        ("markdown", "میانگین مجموعه‌ی آزمون"),
    ],
)
def test_text_in_another_cell_waits_for_a_person_who_reads_it_at_the_question(place, kind, text):
    cells = as_released()
    cells.insert(len(cells) if place is None else place, StudentCell(kind, text))
    cell, score = graded(cells)
    assert score is None
    assert cell.source.startswith(FOUND_ELSEWHERE)
    assert text.splitlines()[-1] in cell.source


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("code", "x = np.arange(3)\n# a few numbers\nprint(x)"),
        ("code", "%timeit standardize(X)"),
        ("code", "!pip install numpy"),
        ("code", "for x in range(3): print(x)"),
        ("code", "1 + 1"),
        ("code", "match x:\n    case 1: pass"),
        ("code", ""),
        ("markdown", "---"),
        ("markdown", "  \n"),
        ("code", 'check("standardize")'),
    ],
)
def test_code_and_cells_without_words_are_no_answer(kind, text):
    _, score = graded([*as_released(), StudentCell(kind, text)])
    assert score == 0


def test_a_changed_cell_of_the_release_is_text_of_the_student():
    cells = as_released()
    place = next(i for i, cell in enumerate(cells) if cell.source.startswith("## Question"))
    cells[place] = StudentCell("markdown", cells[place].source + "\n\n" + ANSWER, cells[place].cell_id)
    cell, score = graded(cells)
    assert score is None
    assert ANSWER in cell.source


def test_an_emptied_question_with_the_answer_below_waits_too():
    cells = [c if c.grade_id != QUESTION else StudentCell("markdown", "", c.cell_id, QUESTION) for c in as_released()]
    cell, score = graded([*cells, StudentCell("markdown", ANSWER, pictures={"plot.png": {"image/png": "AAAA"}})])
    assert score is None
    assert cell.attachments == {"plot.png": {"image/png": "AAAA"}}


def test_where_the_question_is_answered_other_text_stays_in_its_own_cell():
    answered = [
        c if c.grade_id != QUESTION else StudentCell("markdown", ANSWER, c.cell_id, QUESTION) for c in as_released()
    ]
    cell, score = graded([*answered, StudentCell("markdown", "A note for myself")])
    assert score is None
    assert cell.source == ANSWER


def test_who_wrote_nothing_gets_nothing():
    assert graded(as_released())[1] == 0
