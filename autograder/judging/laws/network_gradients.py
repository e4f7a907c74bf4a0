"""Laws of a backward pass that is fed by the student's own forward pass.

What the cache holds is the student's choice, so a backward pass can only be tried on the cache of
the forward pass beside it. Where that one is not usable, the message says so.
"""

from typing import Any

import numpy as np

from autograder.calling.perform import Answer, Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import failure, kind_of, show
from autograder.judging.gradient import TOLERANCE, numeric_gradient
from autograder.judging.laws.dropout_network import Params, scores_are_those_of_a_thinned_network
from autograder.judging.laws.evidence import Broken, asked
from autograder.judging.laws.masks import not_sharing


def _forward_first(answer: Answer, forward: str) -> Answer:
    """The forward pass's answer. Raises `Broken`, with the forward pass named, where it gave no pair."""
    if found := failure(answer):
        raise Broken(found.kind, f"This needs the cache of your {forward}, which did not work: {found.text}")
    if not isinstance(answer.value, tuple) or len(answer.value) != 2 or not isinstance(answer.value[0], np.ndarray):
        text = f"This needs (scores, cache) from your {forward}, which returned {kind_of(answer.value)}."
        raise Broken("forward", text)
    return answer


def _other_pass(call: Ask, forward: Call) -> None:
    """One more forward pass, with other masks, whose result is dropped."""
    params, X, p, rng = forward.args
    call(Call(forward.function, (params, 0.5 * X, p, Rng(rng.seed + 1))))


def _gradients(call: Ask, function: str, forward: Call, dscores: np.ndarray, params: Params) -> Params:
    """What the backward pass answers to one forward pass, with types, shapes and dtypes as promised."""
    first, again = (_forward_first(call(forward), forward.function) for _ in range(2))
    if first.value[0].tobytes() != again.value[0].tobytes():
        text = f"Your {forward.function} gives other scores for the same seed: until it draws from rng alone, "
        raise Broken("forward", text + "its gradients cannot be measured.")
    if first.value[0].shape != dscores.shape:
        text = f"The scores of your {forward.function} have shape {first.value[0].shape} instead of {dscores.shape}."
        raise Broken("forward", text)
    # Another pass lies between: what backward needs must come from the cache, not from a variable of the module.
    _other_pass(call, forward)
    grads = asked(not_sharing(call), Call(function, (dscores, params, first.value[1])))
    if not isinstance(grads, dict):
        raise Broken("type", f"grads is {kind_of(grads)}, but should be a dict with the keys {', '.join(params)}.")
    if set(grads) != set(params):
        keys = ", ".join(map(str, grads))
        raise Broken(
            f"keys: {keys}", f"grads has the keys {keys}, but should have those of params: {', '.join(params)}."
        )
    shapes = {name: np.shape(g) if isinstance(g, np.ndarray) else None for name, g in grads.items()}
    if misshapen := [name for name, array in params.items() if shapes[name] != array.shape]:
        name, wanted = misshapen[0], params[misshapen[0]].shape
        text = f'grads["{name}"] is {kind_of(grads[name])}, but should be an array of shape {wanted}, as {name} is.'
        raise Broken(f"shape: {misshapen}", text)
    for name, weights in params.items():
        got = grads[name]
        if got.dtype != weights.dtype:
            raise Broken("dtype", f'grads["{name}"] has dtype {got.dtype}, but should have dtype {weights.dtype}.')
    return grads


def _slopes(call: Ask, forward: Call, dscores: np.ndarray) -> dict[str, Any]:
    """The slope of sum(scores * dscores) in every parameter, by centred differences, in float64."""
    params, X, *rest = forward.args
    params, X = {k: v.astype(np.float64) for k, v in params.items()}, X.astype(np.float64)

    def slope(name: str) -> np.ndarray:
        def loss(array: np.ndarray) -> float:
            answer = call(Call(forward.function, ({**params, name: array}, X, *rest)))
            scores = _forward_first(answer, forward.function).value[0]
            if scores.shape != dscores.shape or scores.dtype.kind != "f":
                raise Broken("forward", f"Your {forward.function} gives {kind_of(scores)} for some parameters.")
            return float((scores * dscores).sum())

        return numeric_gradient(loss, params[name])

    return {name: slope(name) for name in params}


def _symptom(got: np.ndarray, slope: np.ndarray, tolerance: float) -> tuple[str, str]:
    """(kind, words) of how a gradient differs from the slope: a factor, or what it does where the slope is 0."""
    flat = np.abs(slope) <= tolerance
    ratios = got[~flat] / slope[~flat]
    if ratios.size and (np.abs(got[flat]) <= tolerance).all() and np.allclose(ratios, ratios[0], rtol=1e-3):
        return f"times {ratios[0]:.3g}", f" Everywhere it is {ratios[0]:.4g} times the slope."
    if (np.abs(got[flat]) > tolerance).any():
        return (
            "not flat",
            " It is not 0 wherever the slope is 0: a dropped or inactive unit passes nothing back.",
        )
    return "other", ""


def _forward_is_right(call: Ask, forward: str, params: Params, X: np.ndarray, p: float, seed: int) -> None:
    """Raise `Broken` where the scores themselves are wrong: a right backward pass need not fit them."""
    try:
        scores_are_those_of_a_thinned_network(call, forward, params, X, p, calls=5, seed=seed)
    except Broken as broken:
        text = f"These are not the slopes of your {forward}, but its scores are not right yet either: {broken} "
        raise Broken("forward", f"{text}Mend {forward} first.") from broken


def backward_is_the_slope(
    call: Ask,
    function: str,
    params: Params,
    X: np.ndarray,
    p: float,
    dscores: np.ndarray,
    forward: str = "forward_train",
    seed: int = 0,
) -> None:
    """Every gradient is the slope of the student's own forward pass, taken with the same seed and so the same masks.

    params, X: no ReLU's input lies within 1e-2 of 0, whatever is dropped. float32 with p = 1
    only, since a right solution may draw other masks for another dtype.
    Never refuses a right solution.
    """
    question = Call(forward, (params, X, p, Rng(seed)))
    grads, slopes = _gradients(call, function, question, dscores, params), _slopes(call, question, dscores)
    exact = 1.0 if X.dtype == np.float64 else 20.0
    wrong, told = [], ""
    for name in reversed(params):
        tolerance = exact * TOLERANCE * max(1.0, float(np.abs(slopes[name]).max()))
        off = np.argwhere(~(np.abs(grads[name] - slopes[name]) <= tolerance))
        if len(off):
            kind, words = _symptom(grads[name], slopes[name], tolerance)
            i = tuple(int(n) for n in off[0])
            # Without dropout a mistake gives the same numbers in whatever order anyone draws.
            wrong.append(f"{name} {grads[name][i]:.4g}" if p == 1 and exact == 1 else f"{name} {kind}")
            where = f'grads["{name}"][{i[0]}, {i[1]}] is {show(grads[name][i])}, but the slope of your own {forward} '
            words = words or (" Does the cache hold what this very pass used?" if p < 1 else "")
            told = told or f"{where}there is {slopes[name][i]:.6g} ({len(off)} of {slopes[name].size} differ).{words}"
    if wrong:
        _forward_is_right(call, forward, params, X, p, seed)
        raise Broken("; ".join(wrong), told)
