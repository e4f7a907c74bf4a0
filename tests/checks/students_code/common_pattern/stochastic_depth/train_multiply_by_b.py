import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    return np.array([1.0 - (l / n_blocks) * (1.0 - last) for l in range(1, n_blocks + 1)])


def stochastic_depth_train(x, block, p, rng):
    b = rng.binomial(1, p, size=1)
    f = block(x)
    return x + b * f


def stochastic_depth_predict(x, block, p):
    residual = block(x)
    return x + residual * p
