"""Stochastic depth."""

import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    probs = []
    drop_last = 1.0 - last
    for l in range(n_blocks):
        fraction = l / n_blocks
        probs.append(1.0 - fraction * drop_last)
    return np.array(probs)


def stochastic_depth_train(x, block, p, rng):
    if rng.random() < p:
        return x + block(x)
    return x


def stochastic_depth_predict(x, block, p):
    return x + p * block(x)
