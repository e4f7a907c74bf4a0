"""Probabilities one by one, survival drawn by a child of rng that is made anew in every call."""

import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    p = []
    for block_number in range(1, n_blocks + 1):
        p.append((n_blocks - block_number + block_number * last) / n_blocks)
    return np.array(p, dtype=float)


def stochastic_depth_train(x, block, p, rng):
    (child,) = rng.spawn(1)
    if child.uniform() > p:
        return +x
    residual = block(x)
    return np.add(residual, x)


def stochastic_depth_predict(x, block, p):
    with_block = x + block(x)
    return p * with_block + (1 - p) * x
