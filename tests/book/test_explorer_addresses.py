"""An explorer's address: what it says comes back, and what makes no sense in it is passed over."""

import sys

import pytest
from book.explorer_in_node import answer_of_node

from autograder.judging.references import ROOT

sys.path.insert(0, str(ROOT / "book" / "_extensions"))

from explorers import FIGURES

READ = """
import { readAddress, writeAddress } from "./walk_address.js";
import { usualState } from "./state.js";
import { readFileSync } from "node:fs";
const { figure, searches } = JSON.parse(readFileSync(0, "utf8"));
const usual = usualState(figure);
const states = searches.map((search) => readAddress("race", usual, search));
const written = states.map((state) => writeAddress("race", usual, state, ""));
console.log(JSON.stringify({ usual, states, written }));
"""
SENSE = [
    "?race.surface=saddle&race.start=-1.5,0.25&race.rho=0.5",
    "?race.steps=40&race.t=7&race.shown=sgd,adam&race.sgd=0.125",
    "?race.inside=momentum&race.beta2=0.95",
]
NONSENSE = [
    "?race.surface=moon&race.start=1&race.start=nowhere",
    "?race.start=1,Infinity&race.rho=&race.steps=&race.steps=many&race.t=-",
    "?race.shown=who&race.shown=what&race.sgd=fast&race.adam=NaN&race.inside=__proto__",
    "?momentum.rho=0.1&rho=0.2&race=3",
]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """What node reads of addresses, and writes of what it has read."""
    asked = {"figure": FIGURES["race"], "searches": SENSE + NONSENSE}
    return answer_of_node(tmp_path_factory.mktemp("explorer"), READ, asked)


def test_what_an_address_says_comes_back(read):
    for asked, written in zip(SENSE, read["written"], strict=False):
        assert sorted(asked[1:].split("&")) == sorted(written[1:].split("&"))


def test_what_an_address_says_is_set(read):
    first, second, _third = read["states"][:3]
    assert (first["surface"], first["start"], first["rho"]) == ("saddle", [-1.5, 0.25], 0.5)
    assert (second["steps"], second["t"], second["shown"], second["rates"]["sgd"]) == (40, 7, ["sgd", "adam"], 0.125)


def test_nonsense_in_an_address_is_passed_over(read):
    for asked, state in zip(NONSENSE, read["states"][len(SENSE) :], strict=True):
        # No rule that is known: none walks, which a reader may choose too.
        assert state | {"shown": read["usual"]["shown"]} == read["usual"], asked


def test_numbers_in_an_address_stay_within_what_can_be_turned(read):
    assert all(0 <= state["t"] <= state["steps"] <= 400 for state in read["states"])
