"""Gradients are held to the course's own: what is wrong in a forward pass earns nothing on the way back."""

from types import ModuleType

import numpy as np
import pytest

from autograder.judging.gradient import NotTheSlope, as_case
from autograder.judging.judge import Result, judge
from autograder.judging.references import (
    asking,
    declared,
    module_of,
    reference_source,
    rules_for_grading,
    with_mistake,
)

EXERCISES = {
    "network": ("dropout", "network"),
    "dropconnect": ("common_pattern", "dropconnect"),
    "batchnorm": ("common_pattern", "batchnorm"),
    "sgd": ("optimization", "sgd"),
}


@pytest.fixture(scope="module")
def rules():
    """The rules of one grading run, by the functions' names."""
    return {r.function: r for exercise in EXERCISES.values() for r in rules_for_grading(*exercise, seed=3)}


def with_functions(exercise: str, **functions) -> ModuleType:
    """The reference with some of its functions replaced."""
    module = module_of(reference_source(*EXERCISES[exercise]), exercise)
    module.__dict__.update(functions)
    return module


def judged(rules, function: str, module: ModuleType) -> Result:
    return judge(rules[function], asking(module))


def constant_scores(params, X, p, rng):
    return np.zeros((len(params["b3"]), X.shape[1]), dtype=X.dtype), {}


def no_gradients(dscores, params, cache):
    return {name: np.zeros_like(array) for name, array in params.items()}


def test_constant_scores_with_gradients_of_zero_earn_nothing(rules):
    module = with_functions("network", forward_train=constant_scores, backward=no_gradients)
    assert judged(rules, "backward", module).points == 0
    assert judged(rules, "forward_train", module).points == 0


def test_a_forward_pass_that_turns_constant_when_it_is_asked_again_earns_nothing_for_gradients_of_zero(rules):
    right, seen = with_functions("network").forward_train, set()

    def right_once(params, X, p, rng):
        key = X.tobytes(), p, X.dtype
        answer = constant_scores if key in seen else right
        seen.add(key)
        return answer(params, X, p, rng)

    module = with_functions("network", forward_train=right_once, backward=no_gradients)
    assert judged(rules, "backward", module).points == 0


def test_a_forward_pass_that_never_drops_is_named_where_backward_should_use_masks(rules):
    class Always:
        def random(self, shape):
            return np.zeros(shape)

    right = with_functions("network").forward_train
    module = with_functions("network", forward_train=lambda params, X, p, rng: right(params, X, p, Always()))
    result = judged(rules, "backward", module)
    assert {r.difference.kind for r in result.rules if r.difference} == {"forward"}
    assert result.first_failure.difference.text.endswith("Mend forward_train first.")
    assert sum(r.difference is not None for r in result.rules if not r.hidden) == 3


@pytest.mark.parametrize("mistake", declared("dropout", "network").functions[0].mistakes[:3], ids=lambda m: m.name)
def test_where_the_scores_are_wrong_the_forward_pass_is_named_and_not_backward(rules, mistake):
    source = reference_source("dropout", "network")
    result = judge(rules["backward"], asking(module_of(with_mistake(source, "forward_train", mistake), "wrong")))
    assert "This needs your forward_train, but its scores are not right yet" in result.first_failure.difference.text


def nothing_kept(x, W, b, p, rng):
    return np.broadcast_to(b, (len(x), len(b))).copy(), np.zeros((len(x), *W.shape))


def test_a_mask_of_zeros_with_gradients_of_zero_earns_nothing(rules):
    def zeros(dout, x, W, mask):
        return np.zeros_like(x), np.zeros_like(W), np.zeros(W.shape[1], dtype=W.dtype)

    module = with_functions("dropconnect", dropconnect=nothing_kept, dropconnect_backward=zeros)
    assert judged(rules, "dropconnect_backward", module).points == 0


def test_a_constant_output_with_gradients_of_zero_earns_nothing(rules):
    def constant(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
        return np.zeros_like(x), running_mean.copy(), running_var.copy()

    def zeros(dout, x, gamma, *, epsilon=1e-5):
        return np.zeros_like(x), np.zeros_like(gamma), np.zeros_like(gamma)

    module = with_functions("batchnorm", batchnorm_train=constant, batchnorm_backward=zeros)
    assert judged(rules, "batchnorm_backward", module).points == 0


def test_a_constant_loss_with_a_gradient_of_zero_earns_nothing(rules):
    module = with_functions("sgd", softmax_loss=lambda W, X, y: (1.0, np.zeros_like(W)))
    assert judged(rules, "softmax_loss", module).points == 0


def test_a_backward_function_that_needs_no_cache_is_judged_for_itself(rules):
    module = with_functions("batchnorm", batchnorm_train=None)
    assert judged(rules, "batchnorm_backward", module).verdict == "pass"
    module = with_functions("dropconnect", dropconnect=None)
    assert judged(rules, "dropconnect_backward", module).verdict == "pass"


def test_a_reference_whose_gradient_is_not_the_slope_is_refused():
    functions = {f.name: f for f in declared(*EXERCISES["sgd"]).functions}
    loss = functions["softmax_loss"]
    mistake = next(m for m in loss.mistakes if m.name == "the gradient is not divided by N")
    wrong = module_of(with_mistake(reference_source(*EXERCISES["sgd"]), loss.name, mistake), "wrong")
    with pytest.raises(NotTheSlope, match="dW is the slope of the loss"):
        as_case(loss.rules[-1], asking(wrong))
