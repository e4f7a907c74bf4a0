"""The rules that pages run are the references: the same walks, to twelve digits, computed by node."""

import re
import sys

import numpy as np
import pytest
from book.explorer_in_node import answer_of_node

from autograder.judging.references import ROOT
from lab.plane import PLANE
from lab.surfaces import descend, escape_saddle, quadratic, ravine

sys.path.insert(0, str(ROOT / "book" / "_extensions"))

from compiled_rules import RULES, computed
from explorers import FIGURES, SOURCES
from page_messages import messages
from still_figures import first_state

STEPS = 60
# Tame enough that no walk is lost or chaotic: there, the last digit of a power decides where it ends.
RATES = {
    "sgd": 0.01,
    "momentum": 0.004,
    "nesterov": 0.004,
    "adagrad": 0.3,
    "rmsprop": 0.02,
    "adam_almost": 0.05,
    "adam": 0.05,
}
SETTINGS = [{}, {"rho": 0.6, "decay_rate": 0.9, "beta1": 0.5, "beta2": 0.99, "epsilon": 1e-3}]
WALKS = """
import { walk, fastestRate } from "./walks.js";
import { readFileSync } from "node:fs";
const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = asked.walks.map((one) => walk(...one));
const fastest = asked.fastest.map((one) => fastestRate(...one));
console.log(JSON.stringify({ answers, fastest }));
"""


def all_walks():
    return [
        [rule, surface, start, STEPS, settings | {"learning_rate": RATES[rule]}]
        for rule in RULES
        for surface, plane in PLANE.items()
        for start in (list(plane.start), [0.7, -0.4])
        for settings in SETTINGS
    ]


@pytest.fixture(scope="module")
def in_node(tmp_path_factory):
    """What node answers: all walks, and each figure's fastest rates."""
    figure = FIGURES["race"]
    fastest = [
        [rule, figure["surface"], PLANE[figure["surface"]].start, figure["steps"], {}] for rule in figure["rules"]
    ]
    return answer_of_node(tmp_path_factory.mktemp("explorer"), WALKS, {"walks": all_walks(), "fastest": fastest})


def as_numpy_walks(rule, surface, start, steps, settings):
    known = {name: value for name, value in settings.items() if name in RULES[rule].settings}
    return descend(RULES[rule].step, first_state(RULES[rule]), PLANE[surface].surface(surface), start, steps, **known)


def test_a_page_walks_as_the_references_do(in_node):
    for asked, answer in zip(all_walks(), in_node["answers"], strict=True):
        expected = as_numpy_walks(*asked)
        walked = np.column_stack([answer["x"], answer["y"]])
        np.testing.assert_allclose(walked, expected, rtol=1e-12, atol=1e-12, err_msg=str(asked))


def test_what_a_page_shows_inside_of_a_rule_is_what_the_reference_keeps(in_node):
    for (rule, surface, start, steps, settings), answer in zip(all_walks(), in_node["answers"], strict=True):
        known = {name: value for name, value in settings.items() if name in RULES[rule].settings}
        x, state = np.array(start, dtype=float), first_state(RULES[rule])
        inside = dict(zip(computed(RULES[rule].step), answer["inside"], strict=True))
        for step in range(1, steps + 1):
            x, state = RULES[rule].step(x, PLANE[surface].surface(surface).gradient(x), state, **known)
            for name in set(inside) & set(getattr(state, "_fields", ())):
                shown = [axis[step] for axis in inside[name]]
                np.testing.assert_allclose(shown, getattr(state, name), rtol=1e-12, atol=1e-12)


def test_adams_inside_holds_its_corrected_moments():
    assert computed(RULES["adam"].step) == ("first_moment", "second_moment", "first_unbias", "second_unbias")


def test_each_rule_of_the_race_begins_at_its_fastest_rate(in_node):
    np.testing.assert_allclose(in_node["fastest"], list(FIGURES["race"]["rules"].values()), rtol=1e-3)


@pytest.mark.parametrize("name", PLANE)
def test_a_surface_has_the_gradient_of_its_loss_and_its_lowest_point(name):
    plane, h = PLANE[name], 1e-6
    rng = np.random.default_rng(0)
    x, y = (rng.uniform(*r, size=200) for r in (plane.x_range, plane.y_range))
    dx = (plane.loss(x + h, y) - plane.loss(x - h, y)) / (2 * h)
    dy = (plane.loss(x, y + h) - plane.loss(x, y - h)) / (2 * h)
    np.testing.assert_allclose(plane.gradient(x, y), [dx, dy], rtol=1e-5, atol=1e-4)
    grid = np.stack(np.meshgrid(np.linspace(*plane.x_range, 801), np.linspace(*plane.y_range, 801)))
    assert plane.lowest - 1e-9 <= plane.loss(*grid).min() < plane.lowest + 0.02


def test_surfaces_that_chapters_use_too_are_the_same():
    points = np.random.default_rng(0).normal(size=(50, 2))
    np.testing.assert_allclose(PLANE["ravine"].surface("").value(points), ravine(20).value(points))
    np.testing.assert_allclose(PLANE["saddle"].surface("").gradient(points), escape_saddle().gradient(points))
    turn = np.array([[np.sqrt(3), -1], [1, np.sqrt(3)]]) / 2
    np.testing.assert_allclose(PLANE["askew"].surface("").value(points), quadratic((1, 50)).value(points @ turn))


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_has_its_words_and_walks_on_what_there_is(figure):
    about, said = FIGURES[figure], messages(SOURCES, None)
    assert {f"figure_{figure}", f"alt_{figure}"} <= set(said)
    if "lines" in about:
        assert {f"{what}_{picture}" for picture in about["pictures"] for what in ("of", "x", "y")} <= set(said)
        assert {f"line_{name}" for name in about["lines"]} | {f"told_{figure}"} <= set(said)
    else:
        assert about["surface"] in PLANE
        assert set(about["rules"]) <= set(RULES)


@pytest.mark.parametrize("scripts", ["explorer", "write_it_here"])
def test_scripts_say_in_chinese_all_that_they_say_in_english(scripts):
    english, chinese = (messages(SOURCES.parent / scripts, language) for language in ("en", "zh_CN"))
    assert english.keys() == chinese.keys()
    words = {key for key, text in english.items() if re.search("[a-z]{3} [a-z]{3}", text)}
    assert words
    assert not [key for key in words if not re.search("[\u4e00-\u9fff]", chinese[key])]
