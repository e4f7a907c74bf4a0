"""Dropout on one layer: a random mask in training, and what takes its place at test time."""

import itertools

import numpy as np


def vanilla_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random, as the lecture's first listing does."""
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    mask = rng.random(h.shape) < p
    return h * mask, mask


def vanilla_dropout_predict(h: np.ndarray, p: float) -> np.ndarray:
    """What vanilla dropout gives on average, for use at test time."""
    if not (0 < p < 1):
        raise ValueError(f"p must be in (0, 1), got {p}")
    return h * p


def inverted_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random and make up for it at once, so that test time needs no change."""
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    mask = np.asarray(rng.random(h.shape) < p).astype(h.dtype) / p
    return h * mask, mask


def dropout_backward(dout: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The gradient on its way back through dropout."""
    dh = np.array(dout)
    dh *= mask
    return dh


def expected_output(w: np.ndarray, x: np.ndarray, p: float) -> float:
    """The mean output of one linear neuron under vanilla dropout, by going through all masks."""
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    n = len(x)
    total = 0.0
    for z in itertools.product([0, 1], repeat=n):
        k = sum(z)
        total += p ** k * (1 - p) ** (n - k) * float(np.dot(w, np.array(z) * x))
    return total
