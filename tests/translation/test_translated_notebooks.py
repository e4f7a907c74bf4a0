"""A notebook in another language: other text, and nothing else."""

import nbformat
import pytest

from autograder.authoring.notebook_words import NotTranslated, paragraphs, translated, words_of
from autograder.judging.references import ROOT


def released():
    return nbformat.read(ROOT / "exercises" / "optimization" / "momentum.ipynb", as_version=4)


def test_cells_ids_points_and_code_are_the_same():
    english = released()
    chinese = translated(english, words_of(ROOT / "solutions", "optimization", "momentum", "zh_CN"))
    for one, other in zip(english.cells, chinese.cells, strict=True):
        assert {**one, "source": ""} == {**other, "source": ""}
        if one.cell_type == "code":
            assert one.source == other.source
    assert chinese.cells[0].source.startswith("# 动量")


def test_a_paragraph_without_a_translation_is_refused_by_its_cell():
    with pytest.raises(NotTranslated, match="the cell title has a paragraph"):
        translated(released(), {})


def test_formulas_and_code_of_their_own_are_no_paragraphs():
    cell = "# Title\n\nSome text\nin two lines\n\n$$\na\n\nb\n$$\n\n```bash\nx\n\ny\n```\n\n- one\n- two"
    assert paragraphs(cell) == ["# Title", "Some text\nin two lines", "- one\n- two"]
