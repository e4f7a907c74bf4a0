"""Stochastic depth."""

import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    l = np.arange(1, n_blocks + 1)
    return 1 - l / n_blocks * (1 - last)


def stochastic_depth_train(x, block, p, rng):
    n = x.shape[0]
    gate = (rng.random(n) < p).astype(x.dtype)
    if not gate.any():
        return x  # nobody survives
    gate = gate.reshape((n,) + (1,) * (x.ndim - 1))
    return x + gate * block(x)


def stochastic_depth_predict(x, block, p):
    return x + p * block(x)
