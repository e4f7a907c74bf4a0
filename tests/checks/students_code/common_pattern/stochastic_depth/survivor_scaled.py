"""Stochastic depth."""

import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    l = np.arange(1, n_blocks + 1)
    return 1 - l / n_blocks * (1 - last)


def stochastic_depth_train(x, block, p, rng):
    u = rng.uniform()
    if u >= p:
        # only the identity
        return x
    residual = block(x)
    return x + residual / p


def stochastic_depth_predict(x, block, p):
    return x + p * block(x)
