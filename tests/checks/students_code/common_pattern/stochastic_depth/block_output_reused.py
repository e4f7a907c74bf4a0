"""Stochastic depth: whole residual blocks are left out at random in training, and all of them work at test time."""

from collections.abc import Callable

import numpy as np


def survival_probabilities(n_blocks: int, *, last: float = 0.5) -> np.ndarray:
    """With which probability each residual block of a network survives one training pass."""
    return 1 - np.arange(1, n_blocks + 1) / n_blocks * (1 - last)


def stochastic_depth_train(x: np.ndarray, block: Callable, p: float, rng: np.random.Generator) -> np.ndarray:
    """One residual block in training: with probability p it works, else only the shortcut is left."""
    if rng.random() < p:
        return x + block(x)
    return x


def stochastic_depth_predict(x: np.ndarray, block: Callable, p: float) -> np.ndarray:
    """One residual block at test time: always there, but scaled by its survival probability."""
    out = block(x)
    out *= p
    out += x
    return out
