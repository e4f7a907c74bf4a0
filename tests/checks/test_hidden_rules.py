"""Hidden rules ask all that the visible ones ask, with other numbers: who keeps a table of those gains nothing."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from autograder.calling.perform import Answer
from autograder.judging.declare import Case, Law, Rule
from autograder.judging.judge import judge
from autograder.judging.references import asking, module_of, prepare, reference_source


def kind(rule: Rule) -> str:
    """What a rule asks for: a law by its name, and cases by what is done with them."""
    if isinstance(rule, Law):
        return rule.law
    if isinstance(rule, Case):
        return "a refusal" if rule.raises else "several steps" if rule.then else "a case"
    return "a gradient"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_function_has_hidden_rules_of_every_kind_that_its_visible_ones_are_of(assignment, exercise, function, seed):
    hidden = {kind(rule) for rule in function.hidden(np.random.default_rng(seed))}
    assert {kind(rule) for rule in function.rules} <= hidden


def test_every_hidden_rule_is_drawn_anew(assignment, exercise, function):
    drawn = [function.hidden(np.random.default_rng(seed)) for seed in range(8)]
    for rules in zip(*drawn, strict=True):
        assert len({pickle.dumps(rule) for rule in rules}) > 1, rules[0].rule


def test_a_table_of_the_answers_to_the_visible_rules_keeps_no_hidden_rule(assignment, exercise, function):
    source = reference_source(assignment, exercise)
    rules = prepare(source, replace(function, mistakes=()), np.random.default_rng(5))
    reference, table = asking(module_of(source, "reference")), {}

    def recording(call):
        return table.setdefault(pickle.dumps(call), reference(call))

    visible = replace(rules, rules=tuple(prepared for prepared in rules.rules if not prepared.hidden))
    assert judge(visible, recording).verdict == "pass"
    result = judge(rules, lambda call: table.get(pickle.dumps(call), Answer("ok", None)))
    assert [rule.rule for rule in result.rules if rule.hidden and rule.difference is None] == []
    assert result.points < result.max_points
