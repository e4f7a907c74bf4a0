"""Dropout on one layer: a random mask in training, and what takes its place at test time."""

import itertools

import numpy as np


def vanilla_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random, as the lecture's first listing does."""
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    n_keep = int(round(p * h.size))
    flat = np.zeros(h.size, dtype=bool)
    flat[rng.permutation(h.size)[:n_keep]] = True
    mask = flat.reshape(h.shape)
    return h * mask, mask


def vanilla_dropout_predict(h: np.ndarray, p: float) -> np.ndarray:
    """What vanilla dropout gives on average, for use at test time."""
    if not 0 < p <= 1:
        raise ValueError(f"p={p} is outside (0, 1]")
    return h * p


def inverted_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Switch units off at random and make up for it at once, so that test time needs no change."""
    if p <= 0 or p > 1:
        raise ValueError(f"keep probability p out of range: {p}")
    keep = rng.uniform(size=h.shape) < p
    mask = np.where(keep, np.ones_like(h) / p, np.zeros_like(h))
    out = h * mask
    return out, mask


def dropout_backward(dout: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The gradient on its way back through dropout."""
    dh = np.array(dout)
    dh *= mask
    return dh


def expected_output(w: np.ndarray, x: np.ndarray, p: float) -> float:
    """The mean output of one linear neuron under vanilla dropout, by going through all masks."""
    if p <= 0 or p > 1:
        raise ValueError(f"bad p: {p}")
    n = w.size
    masks = np.array(list(itertools.product((0.0, 1.0), repeat=n)))
    probs = np.prod(np.where(masks == 1, p, 1 - p), axis=1)
    outs = masks @ (w * x)
    return float(probs @ outs)
