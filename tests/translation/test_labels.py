"""Labels of words and mathematics, drawn anew where the English ones stood."""

import io
import re

import matplotlib.pyplot as plt
import pytest

from lab.style import use_house_style
from lab.svg import inline_svg
from translation.figures import in_page, saying, words_of_pages
from translation.labels import width

CHINESE = {
    "step $t$": "步数$t$",
    "loss after $t$ steps": "$t$步之后的损失",
    "scaled by $p_{l}$, {0} times": "按$p_{l}$缩放，{0}次",
    r"limit ${0}/\lambda$": r"上限${0}/\lambda$",
}


@pytest.fixture(scope="module")
def drawing():
    """A figure of the book with labels at its axes, in its legend and beside a line."""
    with plt.rc_context():
        use_house_style()
        figure, ax = plt.subplots()
        ax.plot([0, 1], [0, 1], label="scaled by $p_{l}$, 3 times")
        ax.text(0.5, 0.5, r"limit $2/\lambda$  ", ha="right")
        ax.set(xlabel="step $t$", ylabel="loss after $t$ steps")
        ax.legend()
        written = io.StringIO()
        figure.savefig(written, format="svg")
        plt.close(figure)
    return inline_svg(written.getvalue(), "a line", "figure1-")


def places(svg):
    """Where each label of a drawing begins, by its source."""
    labels = re.findall(r'<!-- ([^<>]*?) --><g [^>]*><text>(<tspan x="([^"]*)".*?)</text>', svg)
    return {source: (float(start), tspans) for source, tspans, start in labels}


def test_words_beside_mathematics_are_found_with_their_formulas(drawing):
    found = {text.english for text in words_of_pages({"page": drawing})}
    assert found >= CHINESE.keys()
    assert "$\\mathdefault{0.0}$" not in found


def test_a_label_is_said_with_its_formula_slanted_and_its_words_in_one_piece(drawing):
    said = in_page(drawing, saying(CHINESE))
    assert "按$p_{l}$缩放，3次" in said
    _, label = places(said)["$t$步之后的损失"]
    assert re.findall(">([^<]+)<", label) == ["t", "步之后的损失"]
    assert "oblique" in label.split("</tspan>")[0]
    assert "oblique" not in label.split("</tspan>")[1]
    assert not re.search("step|scaled|limit", re.sub("class=.*?>", "", said))


@pytest.mark.parametrize(
    ("english", "chinese", "held_at"),
    [
        ("step $t$", "步数$t$", 0.5),
        ("loss after $t$ steps", "$t$步之后的损失", 0.5),
        ("scaled by $p_{l}$, 3 times", "按$p_{l}$缩放，3次", 0),
        (r"limit $2/\lambda$  ", r"上限$2/\lambda$  ", 1),
    ],
)
def test_a_label_stays_held_where_it_was(drawing, english, chinese, held_at):
    start, letters = places(in_page(drawing, saying(CHINESE)))[chinese]
    size = float(re.search(r"font-size: ([\d.]+)", letters)[1])
    assert start + held_at * width(chinese, size) == pytest.approx(held_at * width(english, size), abs=0.01)


def test_a_label_that_nobody_has_translated_stays_as_it_is(drawing):
    assert in_page(drawing, saying({})) == drawing
