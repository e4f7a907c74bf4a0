"""Laws of the three-layer network with inverted dropout: its scores tell which units were dropped.

A mask can't be seen from outside, but a small network has few masks: 2 to the number of
hidden units for one sample. Every sample's scores must be those of one of these thinned
networks, and where all units are active, which one it was gives the masks away.
"""

import itertools
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import RELATIVE_TOLERANCE, kind_of, show
from autograder.judging.laws.coin_flips import check_independence, check_shares
from autograder.judging.laws.evidence import Broken, asked

ALTERNATIVES = ("1/p", "1", "p", "1/p/p", "1-p", "1/(1-p)")

Params = dict[str, np.ndarray]


def _factor(name: str, p: float) -> float:
    return {"1/p": 1 / p, "1": 1.0, "p": p, "1/p/p": 1 / p / p, "1-p": 1 - p, "1/(1-p)": 1 / max(1 - p, 1e-9)}[name]


def _patterns(units: int, p: float) -> np.ndarray:
    """All masks of 0 and 1, (patterns, units), the full one first: 2**units of them, or one where p is 1."""
    return 1.0 - np.indices((2,) * units).reshape(units, -1).T if p < 1 else np.ones((1, units))


def _thinned_scores(
    params: Params, X: np.ndarray, p: float, kept: tuple[float, float], input_too: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """The scores of all thinned networks, (patterns, C, N), and their masks, (patterns, D + H1 + H2).

    kept: the factor on the kept units of each hidden layer. Inputs are dropped, and kept ones
    multiplied by 1/p, only where `input_too` says so.
    """
    P = {name: array.astype(np.float64) for name, array in params.items()}
    D, H1, H2 = len(X), len(P["b1"]), len(P["b2"])
    masks = _patterns(D * input_too + H1 + H2, p)
    if not input_too:
        masks = np.concatenate([np.ones((len(masks), D)), masks], axis=1)
    on_input = masks[:, :D, None] / p if input_too else masks[:, :D, None]
    first = np.maximum(0, P["W1"] @ (X * on_input) + P["b1"]) * (kept[0] * masks[:, D : D + H1, None])
    second = np.maximum(0, P["W2"] @ first + P["b2"]) * (kept[1] * masks[:, D + H1 :, None])
    return P["W3"] @ second + P["b3"], masks


def _checked_scores(values: list[Any], params: Params, X: np.ndarray) -> np.ndarray:
    """The scores of some calls' results, (calls, C, N). Raises `Broken` for a result of another kind."""
    shape, results = (len(params["b3"]), X.shape[1]), []
    for value in values:
        if not isinstance(value, tuple) or len(value) != 2:
            raise Broken(
                f"no pair: {kind_of(value)}",
                f"The result is {kind_of(value)}, but should be a tuple of 2 (scores, cache).",
            )
        scores, cache = value
        if not isinstance(scores, np.ndarray):
            raise Broken(
                f"type: {kind_of(scores)}", f"scores is {kind_of(scores)}, but should be an array of shape {shape}."
            )
        if not isinstance(cache, dict):
            raise Broken(f"cache: {kind_of(cache)}", f"cache is {kind_of(cache)}, but should be a dict of arrays.")
        if scores.shape != shape:
            raise Broken("shape", f"scores has shape {scores.shape}, but should have shape {shape}.")
        if scores.dtype != X.dtype:
            raise Broken("dtype", f"scores has dtype {scores.dtype}, but should have dtype {X.dtype}, as X has.")
        results.append(scores)
    return np.array(results).astype(np.float64)


def _scores(call: Ask, function: str, params: Params, X: np.ndarray, p: float, seed: int, calls: int) -> np.ndarray:
    """The scores of `calls` calls with one generator, (calls, C, N). Raises `Broken` for a result of another kind."""
    return _checked_scores(asked(call, Call(function, (params, X, p, Rng(seed)), repeat=calls)), params, X)


def _matches(scores: np.ndarray, candidates: np.ndarray, tolerance: float) -> tuple[np.ndarray, np.ndarray]:
    """The nearest candidate of every sample of every call, (calls, N), and whether it is near enough."""
    scale = max(1.0, float(np.abs(candidates).max()))
    distances = np.stack([np.abs(candidates - one).max(axis=1) for one in scores])
    nearest = distances.argmin(axis=1)
    return nearest, np.take_along_axis(distances, nearest[:, None], axis=1)[:, 0] <= tolerance * scale


def _other_factors(params: Params, X: np.ndarray, p: float, scores: np.ndarray, tolerance: float) -> Broken | None:
    """The explanation by another factor than 1/p on a hidden layer's kept units."""
    for first, second in itertools.product(ALTERNATIVES, repeat=2):
        candidates, _ = _thinned_scores(params, X, p, (_factor(first, p), _factor(second, p)))
        _, near = _matches(scores, candidates, tolerance)
        if not near.all():
            continue
        number, name = (1, first) if first != "1/p" else (2, second)
        text = f"Kept units of hidden layer {number} seem to be multiplied by {name} = {show(_factor(name, p))}"
        return Broken(f"kept: {first}, {second}", f"{text}, but should be by 1/p = {show(1 / p)}.")
    return None


def _layer_without_dropout(
    params: Params, X: np.ndarray, p: float, scores: np.ndarray, tolerance: float
) -> Broken | None:
    """The explanation by hidden layers of which no unit is ever dropped."""
    D, H1 = len(X), len(params["b1"])
    layers = {1: slice(D, D + H1), 2: slice(D + H1, None)}
    for never in ([1, 2], [1], [2]):
        first, second = (1.0 if number in never else 1 / p for number in layers)
        candidates, masks = _thinned_scores(params, X, p, (first, second))
        whole = np.all([masks[:, layers[number]].all(axis=1) for number in never], axis=0)
        if _matches(scores, candidates[whole], tolerance)[1].all():
            return Broken(f"no dropout: {never}", f"No unit of hidden layer {never[0]} is ever dropped.")
    return None


def _dropped_input(params: Params, X: np.ndarray, p: float, scores: np.ndarray, tolerance: float) -> Broken | None:
    """The explanation by a mask on the input."""
    D, H1 = len(X), len(params["b1"])
    candidates, masks = _thinned_scores(params, X, p, (1 / p, 1 / p), input_too=True)
    nearest, near = _matches(scores, candidates, tolerance)
    if near.all():
        return Broken("input dropped", "The input seems to be dropped as well: only hidden units are.")
    candidates, masks = _thinned_scores(params, X, p, (1.0, 1 / p), input_too=True)
    nearest, near = _matches(scores, candidates, tolerance)
    if near.all() and masks[nearest][..., D : D + H1].all():
        return Broken("input dropped instead", "The input seems to be dropped in place of the first hidden layer.")
    return None


def _explain(params: Params, X: np.ndarray, p: float, scores: np.ndarray, tolerance: float) -> Broken:
    """Why the scores are those of no thinned network, as far as other factors and masks can tell."""
    right, _ = _thinned_scores(params, X, p, (1 / p, 1 / p))
    call, sample = (int(i) for i in np.argwhere(~_matches(scores, right, tolerance)[1])[0])
    column = scores[call, :, sample]
    if p == 1 and not np.allclose(scores, scores[0], rtol=1e-6, atol=tolerance, equal_nan=True):
        return Broken("random", "With p = 1 nothing is dropped, but two calls gave different scores.")
    if p == 1:
        wanted, given = show(right[0, :, sample]), show(column)
        text = f"With p = 1 nothing is dropped, and scores[:, {sample}] should be {wanted}, but is {given}."
        return Broken(f"value: {column[0]:.5g}", text)
    if (scores == 0).any():
        return Broken("zeros", f"scores[:, {sample}] is {show(column)}: the scores themselves are not dropped.")
    if found := _layer_without_dropout(params, X, p, scores, tolerance):
        return found
    for explanation in (_other_factors, _dropped_input):
        # A wrong explanation fits no sample; a few calls are enough to tell.
        if found := explanation(params, X, p, scores[:4], tolerance):
            return found
    text = f"scores[:, {sample}] is {show(column)}, which no choice of dropped hidden units gives"
    return Broken("unexplained", f"{text}. Compare each line with the lecture's, and look where the masks go.")


def masks_behind(value: Any, params: Params, X: np.ndarray, p: float) -> tuple[np.ndarray, np.ndarray]:
    """Which hidden units one forward pass kept, as its scores tell: 0 or 1 for each layer, (H1, N) and (H2, N).

    value: the pass's result. Of a unit that had no part in the scores it says that it was kept.
    Raises `Broken` where no choice of dropped units gives these scores. At most 10 hidden units.
    """
    scores, tolerance = _checked_scores([value], params, X), RELATIVE_TOLERANCE[X.dtype.name]
    candidates, masks = _thinned_scores(params, X, p, (1 / p, 1 / p))
    nearest, near = _matches(scores, candidates, tolerance)
    if not near.all():
        raise _explain(params, X, p, scores, tolerance)
    D, H1 = len(X), len(params["b1"])
    kept = masks[nearest[0]].T
    return kept[D : D + H1], kept[D + H1 :]


def scores_are_those_of_a_thinned_network(
    call: Ask, function: str, params: Params, X: np.ndarray, p: float, calls: int = 20, seed: int = 0
) -> None:
    """Every sample's scores come from the network with some hidden units dropped, the others times 1/p.

    With p = 1 that is the whole network. At most 10 hidden units. Never refuses a right solution.
    """
    scores = _scores(call, function, params, X, p, seed, calls)
    tolerance = RELATIVE_TOLERANCE[X.dtype.name]
    candidates, _ = _thinned_scores(params, X, p, (1 / p, 1 / p))
    if not _matches(scores, candidates, tolerance)[1].all():
        raise _explain(params, X, p, scores, tolerance)


def _masks(call: Ask, function: str, params: Params, X: np.ndarray, p: float, calls: int, seed: int) -> np.ndarray:
    """The masks behind the scores as bits, (calls, H1 + H2, N).

    X's columns are equal, and the units are active whatever is dropped. Where all of the
    second layer is dropped, nothing tells the first layer's mask; coin flips of our own,
    with the same p, stand in for it, and whatever is exact for independent bits stays so.
    """
    scores = _scores(call, function, params, X, p, seed, calls)
    candidates, masks = _thinned_scores(params, X[:, :1], p, (1 / p, 1 / p))
    nearest, near = _matches(scores, candidates, 1e-9)
    if not near.all():
        raise _explain(params, X[:, :1], p, scores, 1e-9)
    bits, H1 = masks[nearest][..., len(X) :].astype(int), len(params["b1"])
    hidden = ~bits[..., H1:].any(axis=-1)
    bits[hidden, :H1] = np.random.default_rng(seed).random((int(hidden.sum()), H1)) < p
    return np.moveaxis(bits, -1, 1)


def hidden_units_are_kept_with_probability(
    call: Ask, function: str, params: Params, X: np.ndarray, p: float, calls: int = 40, seed: int = 0
) -> None:
    """Units of both hidden layers are kept with probability p. False alarm: see `check_shares`."""
    check_shares(_masks(call, function, params, X, p, calls, seed), p)


def hidden_units_are_decided_one_by_one(
    call: Ask, function: str, params: Params, X: np.ndarray, p: float, calls: int = 40, seed: int = 0
) -> None:
    """Each hidden unit of each sample is decided on its own, in each layer. False alarm: see `check_independence`."""
    bits, H1 = _masks(call, function, params, X, p, calls, seed), len(params["b1"])
    for layer in (bits[:, H1:], bits[:, :H1]):
        check_independence(layer, p, ("units", "samples"))
    try:
        check_independence(bits, p, ("units", "samples"))
    except Broken as broken:
        text = "Each layer alone is dropped at random, but the two masks have to do with one another: draw each anew."
        raise Broken("tied layers", text) from broken
