"""Dropout on one layer: a random mask in training, and what takes its place at test time."""

import itertools

import numpy as np


def _require_probability(p):
    """Refuse p outside (0, 1]."""
    if not 0 < p <= 1:
        raise ValueError(f"p must lie in (0, 1], got p = {p}")


def vanilla_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random, as the lecture's first listing does."""
    _require_probability(p)
    mask = rng.random(h.shape) < p
    return h * mask, mask


def vanilla_dropout_predict(h: np.ndarray, p: float) -> np.ndarray:
    """What vanilla dropout gives on average, for use at test time."""
    _require_probability(p)
    return h * p


def inverted_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random and make up for it at once."""
    _require_probability(p)
    mask = (rng.random(h.shape) < p).astype(h.dtype) / p
    return h * mask, mask


def dropout_backward(dout: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The gradient on its way back through dropout."""
    if np.all(mask):
        return dout
    return (dout * mask).astype(dout.dtype)


def expected_output(w: np.ndarray, x: np.ndarray, p: float) -> float:
    """The mean output of one linear neuron under vanilla dropout, by going through all masks."""
    _require_probability(p)
    n = len(w)
    products = [float(a) * float(b) for a, b in zip(w, x)]
    total = 0.0
    for z in itertools.product((0, 1), repeat=n):
        k = sum(z)
        weight = p**k * (1 - p) ** (n - k)
        total += weight * sum(part for part, kept in zip(products, z) if kept)
    return total
