"""A student's own rule walks beside the reference's, right or wrong."""

import inspect
import json
import shutil

import numpy as np
import pytest

from autograder.check.in_page import walk_text
from autograder.check.own_walk import own_walk
from autograder.judging.references import ROOT
from lab.plane import PLANE
from lab.surfaces import descend
from solutions.optimization.momentum import MomentumState, momentum_step

GRADIENT = PLANE["ravine"].gradient
QUESTION = {
    "function": "momentum_step",
    "state": "MomentumState",
    "gradient": [GRADIENT.__name__, inspect.getsource(GRADIENT)],
    "start": [-9.0, 1.5],
    "steps": 20,
    "settings": {"learning_rate": 0.02, "rho": 0.9},
}


@pytest.fixture
def walk_of(tmp_path):
    """The walk of the reference with one change in its text."""

    def walk(old="", new="", **asked):
        module = tmp_path / "momentum.py"
        shutil.copyfile(ROOT / "solutions" / "optimization" / "momentum.py", module)
        text = module.read_text()
        assert old in text
        module.write_text(text.replace(old, new))
        return own_walk(module, QUESTION | asked)

    return walk


def test_a_right_rule_walks_as_the_reference(walk_of):
    walked = walk_of()
    expected = descend(
        momentum_step, MomentumState(), PLANE["ravine"].surface(""), (-9.0, 1.5), 20, **QUESTION["settings"]
    )
    np.testing.assert_allclose(np.column_stack([walked["x"], walked["y"]]), expected)


def test_a_wrong_sign_walks_uphill(walk_of):
    walked = walk_of("x - learning_rate", "x + learning_rate")
    assert walked["x"][-1] < -9


def test_a_walk_ends_where_it_is_lost(walk_of):
    walked = walk_of(steps=2000, settings={"learning_rate": 10.0, "rho": 0.9})
    assert len(walked["x"]) == len(walked["y"]) < 2001
    assert np.all(np.isfinite(walked["x"]))


@pytest.mark.parametrize(
    ("new", "complaint"),
    [
        ("x, MomentumState(w)", "name 'w' is not defined"),
        ("x", "not iterable"),
        ("None, MomentumState(v)", "NoneType"),
    ],
)
def test_a_rule_that_gives_no_point_is_a_complaint(walk_of, new, complaint):
    assert complaint in walk_of("x, MomentumState(v)\n", f"{new}\n")["complaint"]


def test_a_module_that_cannot_be_read_is_a_complaint(walk_of):
    assert "invalid syntax" in walk_of("import numpy", "import import")["complaint"]


def test_a_function_that_is_missing_is_a_complaint(walk_of):
    assert "momentum_step" in walk_of("def momentum_step", "def step")["complaint"]


def test_a_page_asks_by_the_text(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    source = (ROOT / "solutions" / "optimization" / "momentum.py").read_text()
    walked = json.loads(walk_text("optimization", "momentum", source, json.dumps(QUESTION)))
    assert walked["x"][0] == -9
    assert abs(walked["x"][-1]) < 9
