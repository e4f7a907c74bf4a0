"""Laws of giving a trained network a new, random last layer."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Rng
from autograder.judging.compare import kind_of
from autograder.judging.laws.evidence import FALSE_ALARM, Broken, asked, count_is_plausible

# Shares of a standard normal distribution: beyond 0, and within so many standard deviations.
WITHIN = (0.25, 0.6744897501960817, 1.0, 2.0)


def _ask(
    call: Ask, function: str, params: Mapping[str, Any], n_classes: int, kwargs: Mapping[str, Any], seed: int
) -> dict[str, Any]:
    value = asked(call, Call(function, (dict(params), n_classes, Rng(seed)), dict(kwargs)))
    if not isinstance(value, dict):
        raise Broken("type", f"The result is {kind_of(value)}, but should be a dict with the keys of params.")
    if missing := [name for name in params if name not in value]:
        raise Broken("keys", f"The result lacks the key {missing[0]!r}.")
    if extra := [name for name in value if name not in params]:
        raise Broken("keys", f"The result has the key {extra[0]!r}, which params does not have.")
    return value


def _check_array(name: str, got: Any, shape: tuple[Any, ...], dtype: np.dtype) -> None:
    if not isinstance(got, np.ndarray):
        raise Broken("type", f"{name} is {kind_of(got)}, but should be an array of shape {shape}.")
    if got.shape != shape:
        kind = "transposed" if got.shape == shape[::-1] and len(shape) == 2 else "shape"
        raise Broken(f"{kind}_{name[0]}", f"{name} has shape {got.shape}, but should have shape {shape}.")
    if got.dtype != dtype:
        raise Broken("dtype", f"{name} has dtype {got.dtype}, but the old one had {dtype}.")


def only_the_head_is_new(
    call: Ask, function: str, params: Mapping[str, Any], n_classes: int, kwargs: Mapping[str, Any], seed: int = 0
) -> None:
    """All arrays but WL and bL keep their values; WL is (in, n_classes), bL is n_classes zeros, dtypes stay.

    Never refuses a right solution.
    """
    got, L = _ask(call, function, params, n_classes, kwargs, seed), len(params) // 2
    for name, old in params.items():
        if name in (f"W{L}", f"b{L}"):
            continue
        if not isinstance(got[name], np.ndarray) or got[name].shape != old.shape or (got[name] != old).any():
            raise Broken(f"{name}_changed", f"{name} is not the head of this network, but it has other values now.")
        _check_array(name, got[name], old.shape, old.dtype)
    old_W, old_b = params[f"W{L}"], params[f"b{L}"]
    _check_array(f"W{L}", got[f"W{L}"], (len(old_W), n_classes), old_W.dtype)
    _check_array(f"b{L}", got[f"b{L}"], (n_classes,), old_b.dtype)
    if (got[f"b{L}"] != 0).any():
        raise Broken("old_bias" if np.isin(got[f"b{L}"], old_b).all() else "bias", f"b{L} is not zero.")


def head_is_normal(
    call: Ask,
    function: str,
    params: Mapping[str, Any],
    n_classes: int,
    kwargs: Mapping[str, Any],
    scale: float,
    seed: int = 0,
) -> None:
    """The new weights are independent draws from a normal distribution with mean 0 and standard deviation scale.

    For n weights w, and t = ln(4 / 1e-10): sum(w) / (scale sqrt(n)) is standard normal, beyond
    sqrt(2 t) with a chance below 2 e^-t; sum(w^2) / scale^2 is chi-square with n degrees of
    freedom, above n + 2 sqrt(n t) + 2 t or below n - 2 sqrt(n t) with a chance below e^-t each
    (Laurent and Massart 2000, lemma 1). Together 1e-10. The shares of weights above 0 and within
    some multiples of scale are binomial: another 1e-10, by `count_is_plausible`. Two rows or
    columns agree with no measurable chance.

    The settings hold few numbers, and n_classes is large: 40 x 60 = 2400 weights.
    """
    got, L = _ask(call, function, params, n_classes, kwargs, seed), len(params) // 2
    old = params[f"W{L}"]
    _check_array(f"W{L}", got[f"W{L}"], (len(old), n_classes), old.dtype)
    z = got[f"W{L}"].astype(np.float64) / scale
    if not np.isfinite(z).all():
        raise Broken("not_finite", f"W{L} holds values that are not finite.")
    _refuse_constant(z)
    _refuse_moments(z.ravel(), scale, len(z))
    shares = [(int((z > 0).sum()), 0.5)] + [
        (int((np.abs(z) <= limit).sum()), math.erf(limit / math.sqrt(2))) for limit in WITHIN
    ]
    if any(not count_is_plausible(count, z.size, share, len(shares)) for count, share in shares):
        kind = "bounded" if np.abs(z).max() < 1.8 else "not_normal"
        raise Broken(kind, "The new weights have the right mean and spread, but they are not normal.")


def _refuse_constant(z: np.ndarray) -> None:
    if (z == z.flat[0]).all():
        raise Broken("constant", "All new weights are the same: the units of the body could not be told apart.")
    if len(np.unique(z, axis=0)) < len(z) or len(np.unique(z.T, axis=0)) < z.shape[1]:
        raise Broken("repeated", "Some rows or columns of the new weights are the same: draw every weight by itself.")


def _refuse_moments(z: np.ndarray, scale: float, n_in: int) -> None:
    n, t = z.size, math.log(4 / FALSE_ALARM)
    if not abs(z.sum()) <= math.sqrt(2 * t * n):
        kind = "mean" if (z < 0).any() else "positive_up_to_scale" if z.max() <= 1 else "positive"
        raise Broken(kind, f"The new weights have mean {z.mean() * scale:.4g}, but should scatter about 0.")
    squares = float((z**2).sum())
    if not n - 2 * math.sqrt(n * t) <= squares <= n + 2 * math.sqrt(n * t) + 2 * t:
        found = scale * math.sqrt(squares / n)
        suspects = {
            "not_scaled": 1.0,
            "fixed_scale": 0.01,
            "squared": scale**2,
            "rooted": scale**0.5,
            "uniform": scale / 3**0.5,
            "uniform_not_scaled": 1 / 3**0.5,
            "fan_in": (1 / n_in) ** 0.5,
            "fan_in_of_relu": (2 / n_in) ** 0.5,
            "fan_in_uniform": (1 / 3 / n_in) ** 0.5,
            "both_fans": (2 / (n_in + n // n_in)) ** 0.5,
        }
        nearest = min(suspects, key=lambda kind: abs(math.log(found / suspects[kind])) if found > 0 else 0)
        near = abs(found / suspects[nearest] - 1) < 0.1
        kind = nearest if near else "spread_low" if squares < n else "spread_high"
        raise Broken(kind, f"The new weights have standard deviation {found:.4g}, but should have {scale:.4g}.")
