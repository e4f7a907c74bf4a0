"""What a submission is said to do wrong where no change of the reference could declare it."""

import pytest

from autograder.judging.diagnosis import ANOTHER_ANSWER, DRAWN, ONE_ARRAY
from autograder.judging.judge import judge
from autograder.judging.references import asking, module_of, reference_source, released_rules


def said(assignment: str, exercise: str, function: str, source: str) -> tuple[str, ...]:
    """The names that a module gets for one function."""
    rules = next(r for r in released_rules(assignment, exercise) if r.function == function)
    return tuple(name for name, _ in judge(rules, asking(module_of(source, "student"))).mistakes)


def renamed(assignment: str, exercise: str, function: str, lines: str) -> str:
    """The reference, with a function in front of it that calls it in a wrong way: `right` is the reference's own."""
    source = reference_source(assignment, exercise)
    return f"{source}\nright = {function}\n\n{lines}"


@pytest.mark.parametrize(
    ("module", "name", "state"),
    [
        ("momentum", "momentum_step", "MomentumState"),
        ("adagrad", "adagrad_step", "AdaGradState"),
        ("rmsprop", "rmsprop_step", "RMSPropState"),
        ("adam", "adam_step", "AdamState"),
        ("adam", "adam_almost_step", "AdamState"),
    ],
)
@pytest.mark.parametrize(
    "lines",
    [
        "kept = {state}()\n"
        "def {function}(x, dx, state, **how):\n"
        "    global kept\n"
        "    x, kept = right(x, dx, kept, **how)\n"
        "    return x, kept\n",
        "def {function}(x, dx, state, kept=[{state}()], **how):\n"
        "    x, kept[0] = right(x, dx, kept[0], **how)\n"
        "    return x, kept[0]\n",
        "calls = 0\n"
        "def {function}(x, dx, state, **how):\n"
        "    global calls\n"
        "    calls += 1\n"
        "    x, state = right(x, dx, state, **how)\n"
        "    return x * calls, state\n",
    ],
    ids=["a global state", "a default argument", "a global counter"],
)
def test_what_outlives_a_call_is_told_whatever_it_is_kept_in(module, name, state, lines):
    lines = lines.format(function=name, state=state)
    assert said("optimization", module, name, renamed("optimization", module, name, lines)) == (ANOTHER_ANSWER.name,)


def test_a_function_that_may_draw_is_not_said_to_keep_anything():
    lines = (
        "calls = 0\n"
        "def inverted_dropout(h, p, rng):\n"
        "    global calls\n"
        "    calls += 1\n"
        "    out, mask = right(h, p, rng)\n"
        "    return out * calls, mask\n"
    )
    names = said("dropout", "dropout", "inverted_dropout", renamed("dropout", "dropout", "inverted_dropout", lines))
    assert ANOTHER_ANSWER.name not in names


def test_a_function_that_draws_where_nothing_is_to_be_drawn_is_told_so():
    lines = (
        "def momentum_step(x, dx, state, **how):\n"
        "    x, state = right(x, dx, state, **how)\n"
        "    return x + np.random.rand(*x.shape), state\n"
    )
    source = renamed("optimization", "momentum", "momentum_step", lines)
    assert said("optimization", "momentum", "momentum_step", source) == (DRAWN.name,)


ONLY_BELOW_ONE = """
def {function}(h, p, *rng):
    if p == 1:
        raise ValueError({text!r})
    return right(h, p, *rng)
"""
BY_CASES, BY_LAWS = "vanilla_dropout_predict", "vanilla_dropout"


def said_below_one(name: str, text: str) -> tuple[str, ...]:
    source = renamed("dropout", "dropout", name, ONLY_BELOW_ONE.format(function=name, text=text))
    return said("dropout", "dropout", name, source)


@pytest.mark.parametrize("name", [BY_CASES, BY_LAWS])
@pytest.mark.parametrize("text", ["p = 1.0 is not below 1", "(0, 1) is where p must be, and 1 is not in it"])
def test_a_refusal_is_known_in_whatever_words(name, text):
    assert said_below_one(name, text) == ("p = 1 is refused",)


@pytest.mark.parametrize("name", [BY_CASES, BY_LAWS])
@pytest.mark.parametrize("text", ["", "math domain error", "shapes (1,) and (17,)", "p", "pop from an empty list: 1.0"])
def test_another_error_in_its_place_is_no_refusal(name, text):
    assert said_below_one(name, text) == ()


def test_an_array_for_all_results_is_refused_and_named():
    lines = (
        "kept = {}\n\ndef predict(params, X):\n"
        "    scores = right(params, X)\n"
        "    key = scores.shape, scores.dtype\n"
        "    kept.setdefault(key, scores)[...] = scores\n"
        "    return kept[key]\n"
    )
    source = renamed("dropout", "network", "predict", lines)
    assert said("dropout", "network", "predict", source) == (ONE_ARRAY.name,)


def test_a_law_sees_an_argument_that_is_handed_back():
    lines = "def sample_minibatch(X, y, n, rng):\n    return (X, y) if n == len(X) else right(X, y, n, rng)\n"
    source = renamed("optimization", "sgd", "sample_minibatch", lines)
    assert said("optimization", "sgd", "sample_minibatch", source) == ("the whole set handed back itself",)


@pytest.mark.parametrize(
    ("written", "name"), [('cache["U1"]', "the cache written in place"), ("dscores", "dscores written in place")]
)
def test_of_a_law_too_it_is_told_which_argument_was_written_to(written, name):
    lines = (
        f"def backward(dscores, params, cache):\n    grads = right(dscores, params, cache)\n    {written}[...] = 1\n"
    )
    source = renamed("dropout", "network", "backward", f"{lines}    return grads\n")
    assert said("dropout", "network", "backward", source) == (name,)
