"""Laws of a backward pass that is fed by the student's own forward pass.

What the cache holds is the student's choice, so a backward pass can only be tried on the cache of
the forward pass beside it. That one is held to the course's first: its scores tell which units were dropped.
With these the gradients are the course's own. Nothing of the student's is differentiated: scores and
gradients that are wrong together would fit.
"""

from typing import Any

import numpy as np

from autograder.calling.perform import Answer, Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import RELATIVE_TOLERANCE, failure, kind_of, show
from autograder.judging.laws.dropout_network import Params, masks_behind
from autograder.judging.laws.evidence import Broken, asked
from autograder.judging.laws.masks import not_sharing

# A pass in which both layers lose units and keep others comes up in one of four tries at least: in 100
# tries in vain with a chance below 1e-12.
PASSES = 100


def _written(call: Ask, function: str, forward: str, params: Params, X: np.ndarray, p: float, seed: int) -> None:
    """Raise `Broken` where one of the two passes is not written: "missing" where it is the one that is judged."""
    if call(Call(forward, (params, X, p, Rng(seed)))).status != "missing":
        return
    own = call(Call(function, (np.zeros((len(params["b3"]), X.shape[1])), params, None)))
    if own.status == "missing":
        raise Broken("missing", own.message)
    raise Broken("forward", f"This needs the cache of your {forward}, which is not written yet.")


def _forward_first(answer: Answer, forward: str) -> tuple[Any, Any]:
    """The forward pass's result. Raises `Broken`, with the forward pass named, where it gave no pair."""
    if found := failure(answer):
        raise Broken(found.kind, f"This needs the cache of your {forward}, which did not work: {found.text}")
    if not isinstance(answer.value, tuple) or len(answer.value) != 2:
        text = f"This needs (scores, cache) from your {forward}, which returned {kind_of(answer.value)}."
        raise Broken("forward", text)
    return answer.value


def _telling_pass(
    call: Ask, forward: str, params: Params, X: np.ndarray, p: float, seed: int
) -> tuple[Any, tuple[np.ndarray, np.ndarray]]:
    """The cache of a forward pass that drops and keeps units in both hidden layers (p < 1), and the masks of 0 and 1.

    Raises `Broken` where the scores are not right, or where there is no such pass.
    """
    for i in range(PASSES):
        value = _forward_first(call(Call(forward, (params, X, p, Rng(seed + i)))), forward)
        try:
            masks = masks_behind(value, params, X, p)
        except Broken as broken:
            text = f"This needs your {forward}, but its scores are not right yet: {broken} Mend {forward} first."
            raise Broken("forward", text) from broken
        if p == 1 or all(0 < layer.mean() < 1 for layer in masks):
            return value[1], masks
    text = f"In {PASSES} passes your {forward} never dropped some units of both hidden layers. Mend {forward} first."
    raise Broken("forward", text)


def _other_pass(call: Ask, forward: str, params: Params, X: np.ndarray, p: float, seed: int) -> None:
    """One more forward pass, with other masks, whose result is dropped."""
    call(Call(forward, (params, 0.5 * X, p, Rng(seed + PASSES))))


def _checked(grads: Any, params: Params) -> Params:
    """The gradients, with types, keys, shapes and dtypes as promised. Raises `Broken`."""
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


def _slopes(
    params: Params, X: np.ndarray, p: float, masks: tuple[np.ndarray, np.ndarray], dscores: np.ndarray
) -> Params:
    """The gradients of sum(scores * dscores) for these masks of 0 and 1, in float64."""
    P = {name: array.astype(np.float64) for name, array in params.items()}
    U1, U2 = (mask / p for mask in masks)
    H1 = U1 * np.maximum(0, P["W1"] @ X + P["b1"])
    H2 = U2 * np.maximum(0, P["W2"] @ H1 + P["b2"])
    G3 = dscores.astype(np.float64)
    G2 = U2 * (H2 > 0) * (P["W3"].T @ G3)
    G1 = U1 * (H1 > 0) * (P["W2"].T @ G2)
    layers = {"1": (G1, X), "2": (G2, H1), "3": (G3, H2)}
    weights = {f"W{i}": G @ below.T for i, (G, below) in layers.items()}
    return weights | {f"b{i}": G.sum(axis=1, keepdims=True) for i, (G, _) in layers.items()}


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
    """Every gradient is that of the very pass whose cache it was given, with the masks that the pass's scores tell.

    params, X: no ReLU's input lies within 1e-2 of 0, whatever is dropped; at most 10 hidden units.
    A right forward pass has no telling masks with a chance below 1e-12; with them, no right solution is refused.
    """
    _written(call, function, forward, params, X, p, seed)
    cache, masks = _telling_pass(call, forward, params, X, p, seed)
    # Another pass lies between: what backward needs must come from the cache, not from a variable of the module.
    _other_pass(call, forward, params, X, p, seed)
    grads = _checked(asked(not_sharing(call), Call(function, (dscores, params, cache))), params)
    slopes = _slopes(params, X, p, masks, dscores)
    wrong, told = [], ""
    for name in reversed(params):
        tolerance = RELATIVE_TOLERANCE[X.dtype.name] * max(1.0, float(np.abs(slopes[name]).max()))
        off = np.argwhere(~(np.abs(grads[name] - slopes[name]) <= tolerance))
        if len(off):
            kind, words = _symptom(grads[name], slopes[name], tolerance)
            i = tuple(int(n) for n in off[0])
            # Without dropout a mistake gives the same numbers in whatever order anyone draws.
            wrong.append(f"{name} {grads[name][i]:.4g}" if p == 1 and X.dtype == np.float64 else f"{name} {kind}")
            where, given = f'grads["{name}"][{i[0]}, {i[1]}]', show(grads[name][i])
            words = words or (" Does the cache hold what this very pass used?" if p < 1 else "")
            told = told or (
                f"{where} is {given}, but the slope of your {forward} there is {slopes[name][i]:.6g} "
                f"({len(off)} of {slopes[name].size} differ).{words}"
            )
    if wrong:
        raise Broken("; ".join(wrong), told)
