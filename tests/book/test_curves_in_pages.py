"""The curves that pages compute are the references': the same to twelve digits, and the same in words, by node."""

import sys

import numpy as np
import pytest
from book.curve_sentences import FIGURES, SOURCES, expected_sentence
from book.explorer_in_node import answer_of_node

from autograder.judging.references import ROOT
from lab.noisy_descent import NOISY_RAVINE, NoisyQuadratic
from lab.schedules import scheduled
from lab.surfaces import Surface, descend, quadratic
from solutions.optimization.sgd import sgd_step

sys.path.insert(0, str(ROOT / "book" / "_extensions"))

from compiled_formulas import SCHEDULES
from first_curves import curves_of
from page_messages import messages

CURVES = """
import { KINDS, partsOf } from "./curve_figure.js";
import { readParts, writeParts } from "./address.js";
import { PLACES, share } from "./element.js";
import { speaking } from "./said.js";
import { CLOSEST } from "./settings.js";
import { readFileSync } from "node:fs";
const { figures, states, searches, table } = JSON.parse(readFileSync(0, "utf8"));
const said = speaking(table);
const computed = states.map(([name, state]) => {
  const { curves, told } = KINDS[name].compute(state, figures[name]);
  return { curves, sentence: KINDS[name].sentence(said, state, told) };
});
const addresses = searches.map(([name, search]) => {
  const { usual } = figures[name];
  const state = { ...usual, ...readParts(name, partsOf(KINDS[name]), search) };
  return { state, written: writeParts(name, partsOf(KINDS[name]), usual, state, search) };
});
const scales = Object.values(KINDS).flatMap(({ controls }) => Object.values(controls).map(({ scale }) => scale));
const places = [...scales, ...Object.values(CLOSEST).map(share)].map(({ to, from, round }) =>
  Array.from({ length: PLACES + 1 }, (_, place) => Math.round(to(round(from(place / PLACES))) * PLACES)));
console.log(JSON.stringify({ computed, addresses, places, kinds: Object.keys(KINDS) }));
"""
STATES = [
    *(
        ("step_lengths", {"beta1": beta1, "beta2": beta2})
        for beta1, beta2 in [(0.9, 0.999), (0.99, 0.9), (0.0, 0.9999), (0.0, 0.0), (0.537, 0.98123)]
    ),
    *(("newton", {"start": start}) for start in (1.8, -2, 0.9, 0.3, 0, -0.8165, 0.8171, 1.3421)),
    *(
        ("schedules", {"alpha": alpha, "divisor": divisor})
        for alpha, divisor in [(0.4, 64), (1.6, 64), (0.1, 1), (0.02, 1024), (1.9, 3.25)]
    ),
]
SENSE = [
    ("newton", "?newton.start=-1.25", {"start": -1.25}),
    ("step_lengths", "?step_lengths.beta1=0.5&step_lengths.beta2=0.99902", {"beta1": 0.5, "beta2": 0.99902}),
    ("schedules", "?schedules.alpha=1.6&schedules.divisor=32", {"alpha": 1.6, "divisor": 32}),
]
NONSENSE = ["?newton.start=left", "?newton.start=", "?newton.start=NaN&newton=1", "?schedules.start=1&start=0.5"]


@pytest.fixture(scope="module")
def in_node(tmp_path_factory):
    """What node computes of all states, reads of all addresses, and makes of every place of every slider."""
    searches = [(name, search) for name, search, _state in SENSE] + [("newton", search) for search in NONSENSE]
    searches.append(("newton", "?newton.start=7&race.rho=0.5"))
    asked = {"figures": FIGURES, "states": STATES, "searches": searches, "table": messages(SOURCES, None)}
    return answer_of_node(tmp_path_factory.mktemp("explorer"), CURVES, asked)


def test_every_figure_of_curves_has_its_module(in_node):
    assert sorted(in_node["kinds"]) == sorted(name for name, figure in FIGURES.items() if "lines" in figure)


@pytest.mark.parametrize("number", range(len(STATES)), ids=[f"{name} {state}" for name, state in STATES])
def test_a_page_computes_the_curves_of_the_references(in_node, number):
    name, state = STATES[number]
    expected, computed = curves_of(name, FIGURES[name], state), in_node["computed"][number]["curves"]
    assert computed.keys() == expected.keys()
    for picture, curves in expected.items():
        assert computed[picture].keys() == curves.keys()
        for key, (x, y) in curves.items():
            for mine, theirs in zip(computed[picture][key], (x, y), strict=True):
                np.testing.assert_allclose(mine, theirs, rtol=1e-12, atol=1e-12, err_msg=f"{picture} {key}")


@pytest.mark.parametrize("number", range(len(STATES)), ids=[f"{name} {state}" for name, state in STATES])
def test_a_page_says_what_python_computes(in_node, number):
    assert in_node["computed"][number]["sentence"] == expected_sentence(*STATES[number])


def test_an_address_comes_back(in_node):
    for (_name, search, state), answer in zip(SENSE, in_node["addresses"], strict=False):
        assert answer == {"state": state, "written": search}


def test_nonsense_in_an_address_is_passed_over(in_node):
    for search, answer in zip(NONSENSE, in_node["addresses"][len(SENSE) :], strict=False):
        assert answer["state"] == FIGURES["newton"]["usual"], search


def test_a_number_in_an_address_stays_within_its_range_and_leaves_other_figures_alone(in_node):
    assert in_node["addresses"][-1] == {"state": {"start": 2}, "written": "?race.rho=0.5&newton.start=2"}


def test_a_key_moves_a_slider_from_every_place(in_node):
    for places in in_node["places"]:
        assert places == list(range(len(places)))


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_leaves_the_share_that_is_asked_for(name):
    schedule = SCHEDULES[name]
    constants = schedule.constants(1 / 64, 300)
    if name == "step":
        assert np.isclose(schedule.decay(2.0, 299, **constants), 2 / 64)
        assert constants["every"] == 60
    elif name != "constant":
        assert np.isclose(schedule.decay(2.0, 300, **constants), 2 / 64)
    np.testing.assert_allclose(schedule.rates(2.0, 1.0, 300), 2.0)  # all of it: no decay


def test_a_crowds_mean_loss_is_about_the_expectation():
    walkers, rng = 4000, np.random.default_rng(0)
    task = NoisyQuadratic(curvatures=(0.5, 1.0), start=(2.0, -1.0), noise=0.7)
    exact = quadratic(task.curvatures)
    noisy = Surface("noisy", exact.value, lambda x: exact.gradient(x) + task.noise * rng.normal(size=x.shape))
    rates = 1.2 / (1 + 0.1 * np.arange(40))
    walk = descend(scheduled(sgd_step, lambda t: rates[t]), ((), 0), noisy, np.tile(task.start, (walkers, 1)), 40)
    # A walker's loss deviates by up to 1.4 times its mean, so that this is about three standard errors.
    np.testing.assert_allclose(exact.value(walk).mean(axis=1), task.mean_losses(rates), rtol=4 / walkers**0.5)


def test_a_constant_rate_comes_to_the_balance():
    rate, (low, high), variance = 0.4, NOISY_RAVINE.curvatures, NOISY_RAVINE.noise**2
    balance = sum(0.5 * rate * variance / (2 - rate * curvature) for curvature in (low, high))
    assert np.isclose(NOISY_RAVINE.mean_losses([rate] * 2000)[-1], balance)
