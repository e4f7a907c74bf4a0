"""Stochastic depth: whole residual blocks are left out at random in training, and all of them work at test time."""

from collections.abc import Callable

import numpy as np


def survival_probabilities(n_blocks: int, *, last: float = 0.5) -> np.ndarray:
    """With which probability each residual block of a network survives one training pass."""
    return np.linspace(1.0, last, n_blocks + 1)[1:].copy()


def stochastic_depth_train(x: np.ndarray, block: Callable, p: float, rng: np.random.Generator) -> np.ndarray:
    """One residual block in training: with probability p it works, else only the shortcut is left."""
    alive = rng.random(x.shape[:1]) < p
    if not np.any(alive):
        return x
    if x.ndim == 0:
        return x + block(x)
    out = x.copy()
    out[alive] = x[alive] + block(x)[alive]
    return out


def stochastic_depth_predict(x: np.ndarray, block: Callable, p: float) -> np.ndarray:
    """One residual block at test time: always there, but scaled by its survival probability."""
    return x + p * block(x)
