"""Dropout on one layer: a random mask in training, and what takes its place at test time."""

import itertools

import numpy as np


def vanilla_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random, as the lecture's first listing does."""
    if not 0 < p < 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    mask = np.asarray(rng.random(h.shape) < p)
    return h * mask, mask


def vanilla_dropout_predict(h: np.ndarray, p: float) -> np.ndarray:
    """What vanilla dropout gives on average, for use at test time."""
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    return h * p


def inverted_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random and make up for it at once, so that test time needs no change."""
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")

    mask = (np.asarray(rng.random(h.shape) < p) / p).astype(h.dtype)
    return h * mask, mask


def dropout_backward(dout: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The gradient on its way back through dropout."""
    return (dout * mask).astype(dout.dtype)


def expected_output(w: np.ndarray, x: np.ndarray, p: float) -> float:
    """The mean output of one linear neuron under vanilla dropout, by going through all masks."""
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")

    total = 0.0
    for bits in itertools.product((0, 1), repeat=len(w)):
        z = np.array(bits)
        k = int(z.sum())
        total += p**k * (1 - p) ** (len(w) - k) * float(w @ (z * x))
    return total
