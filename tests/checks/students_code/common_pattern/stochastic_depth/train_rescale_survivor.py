import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    return np.array([1.0 - (l / n_blocks) * (1.0 - last) for l in range(1, n_blocks + 1)])


def stochastic_depth_train(x, block, p, rng):
    if rng.uniform() >= p:
        return x
    residual = block(x)
    return x + residual / p


def stochastic_depth_predict(x, block, p):
    residual = block(x)
    return x + residual * p
