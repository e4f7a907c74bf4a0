"""How many points a function gets for the rules that it keeps."""

import numpy as np
import pytest

from autograder.judging import rules as released
from autograder.judging.compare import Names
from autograder.judging.declare import Case, Law
from autograder.judging.points import points_for
from autograder.judging.references import EXERCISES
from autograder.judging.rules import FunctionRules, PreparedRule

REFUSAL = Case("a refusal", raises=("p",))
EMPTY = Case("an empty array", free=True)
FREE_LAW = Law("a free law", "law", free=True)
FIRST, SECOND = Case("a step"), Law("a law", "law")


def points(*kept_and_rules, of=4.0):
    kept, rules = zip(*kept_and_rules, strict=True)
    prepared = tuple(PreparedRule(rule) for rule in rules)
    return points_for(FunctionRules("f", of, Names((), ()), prepared, ()), kept)


def test_all_rules_kept_give_all_points_and_none_give_none():
    rules = (FIRST, SECOND, REFUSAL, EMPTY, FREE_LAW)
    assert points(*((True, rule) for rule in rules)) == 4.0
    assert points(*((False, rule) for rule in rules)) == 0.0


def test_rules_that_are_not_free_are_equal_shares():
    assert points((True, FIRST), (False, SECOND), (True, FIRST), (True, SECOND)) == 3.0


def test_free_rules_alone_give_nothing():
    assert points((False, FIRST), (False, SECOND), (True, REFUSAL), (True, EMPTY), (True, FREE_LAW)) == 0.0


def test_free_rules_count_in_the_proportion_in_which_the_others_are_kept():
    assert points((True, FIRST), (False, SECOND), (True, REFUSAL), (True, EMPTY)) == 2.0
    assert points((True, FIRST), (False, SECOND), (False, REFUSAL), (True, EMPTY)) == 1.5
    assert points((True, FIRST), (True, SECOND), (False, REFUSAL), (True, EMPTY)) == 3.0


def test_one_more_rule_kept_never_costs_points():
    rules, rng = (FIRST, SECOND, FIRST, REFUSAL, EMPTY), np.random.default_rng(0)
    for _ in range(50):
        kept = rng.random(5) < 0.5
        better = kept | (np.arange(5) == rng.integers(5))
        assert points(*zip(kept, rules, strict=True)) <= points(*zip(better, rules, strict=True))


def test_rules_that_are_all_free_give_points_to_nobody_and_stop_nothing():
    assert points((True, REFUSAL), (True, EMPTY)) == 0.0


@pytest.mark.parametrize("rule", [REFUSAL, EMPTY, FREE_LAW, FIRST, SECOND], ids=lambda rule: rule.rule)
def test_a_released_file_says_which_rules_are_free(rule, tmp_path):
    from autograder.calling.perform import Answer

    prepared = PreparedRule(rule, Answer("ok", 1.0) if isinstance(rule, Case) else None)
    function = FunctionRules("f", 1.0, Names((), ()), (prepared,), ())
    path = tmp_path / "exercise.json"
    path.write_text(released.as_text({}, (function,)))
    assert released.read(path)[1][0].rules[0].rule.free == rule.free


def test_a_right_function_gets_all_of_its_points_by_every_released_file(assignment, exercise):
    _, functions = released.read(EXERCISES / assignment / f"{exercise}.json")
    for function in functions:
        assert points_for(function, [True] * len(function.rules)) == function.points
