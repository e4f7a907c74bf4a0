"""Survival by rng.choice with probabilities, other algebra at test time."""

import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    steps = np.full(n_blocks, (1 - last) / n_blocks)
    return 1.0 - np.cumsum(steps)


def stochastic_depth_train(x, block, p, rng):
    dropped = rng.choice([False, True], p=[p, 1 - p])
    return x if dropped else x + block(x)


def stochastic_depth_predict(x, block, p):
    return block(x) * p + x
