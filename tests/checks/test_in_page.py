"""The judge says the same in the Python that pages load: a seeded sample. `prove --in-page` tries all."""

import random
import re
import subprocess
import sys

import pytest

from autograder.authoring.prove_in_page import DIFFERS, Asked, right_modules, tell, wrong_modules
from autograder.judging.references import ROOT, assignments, reference_source

SEED = 20
RIGHT, WRONG = 12, 40
# What the student's module may do to the limit in its own process, and a loop that catches what it can.
LIMIT = "import autograder.check.asking\n\nautograder.check.asking.SECONDS_PER_FUNCTION = {}\n"
LOOP = """\
    while True:
        try:
            x = x + 0
        except Exception:
            pass
"""


def endless() -> str:
    reference = reference_source("optimization", "momentum")
    return LIMIT.format(0.3) + re.sub(r"    ### BEGIN SOLUTION.*", LOOP, reference, flags=re.DOTALL)


# The reference of newton_step, with a text in front that wants NumPy to raise.
REFUSALS = {
    f"{call} raises": f"""\
import numpy as np

try:
    {call}
except np.linalg.LinAlgError:
    pass
else:
    raise AssertionError
"""
    for call in (
        "np.linalg.cholesky(-np.eye(2))",
        "np.linalg.inv(np.zeros((2, 2)))",
        "np.linalg.solve(np.zeros((2, 2)), np.ones(2))",
        "np.linalg.matrix_power(np.zeros((2, 2)), -1)",
    )
}


def sample() -> list[Asked]:
    drawn = random.Random(SEED)
    right = [one for a in assignments() for one in right_modules(a)]
    references = [one for one in right if one.is_reference]
    others = [one for one in right if not one.is_reference]
    wrong = [one for a in assignments() for one in wrong_modules(a)]
    return [*references, *drawn.sample(others, RIGHT), *drawn.sample(wrong, WRONG)]


@pytest.fixture(scope="module")
def numpy_for_pages(npm_packages):
    done = subprocess.run(
        [sys.executable, "book/_extensions/numpy_for_pages.py"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(done.stderr.strip())


@pytest.fixture(scope="module")
def told(numpy_for_pages):
    def step(what: str, text: str) -> Asked:
        return Asked("optimization", "momentum", ("momentum_step",), what, text, wrong=True)

    newton = reference_source("optimization", "second_order")
    refusals = [
        Asked("optimization", "second_order", ("newton_step",), what, f"{text}\n{newton}")
        for what, text in REFUSALS.items()
    ]
    return list(tell([step("endless", endless()), step("as before", LIMIT.format(10.0)), *refusals, *sample()]))


def test_references_and_right_solutions_pass(told):
    refused = [one for one in told if not one.asked.wrong and not one.passed]
    assert [one for one in refused if one.asked.key not in DIFFERS] == []
    assert sum(one.asked.is_reference for one in told) == 20


def test_mistakes_are_caught_and_named(told):
    wrong = [one for one in told[2:] if one.asked.wrong]
    assert [one for one in wrong if one.passed] == []
    assert [one for one in wrong if not one.right and one.asked.key not in DIFFERS] == []


def test_a_loop_that_does_not_end_is_told_with_its_line(told):
    assert "No answer within 0.3 seconds: it was at line" in told[0].report
    assert "`while True:`" in told[0].report or "`pass`" in told[0].report or "`x = x + 0`" in told[0].report


def test_linear_algebra_refuses_what_it_refuses_elsewhere(told):
    passed = {one.asked.what: one.passed for one in told if one.asked.what in REFUSALS}
    assert passed == dict.fromkeys(REFUSALS, True)
