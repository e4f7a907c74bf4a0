"""Probabilities by linspace, survival by a binomial draw, a copy where the block is dropped."""

import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    return np.linspace(1.0, last, n_blocks + 1)[1:]


def stochastic_depth_train(x, block, p, rng):
    survives = rng.binomial(1, p)
    out = x.copy()
    if survives:
        out = out + block(x)
    return out


def stochastic_depth_predict(x, block, p):
    out = np.array(x, copy=True)
    out += p * block(x)
    return out
