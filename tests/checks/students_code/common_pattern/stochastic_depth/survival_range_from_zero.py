import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    return [1.0 - l / n_blocks * (1.0 - last) for l in range(n_blocks)]


def stochastic_depth_train(x, block, p, rng):
    survives = rng.random() < p
    return x + block(x) if survives else x


def stochastic_depth_predict(x, block, p):
    residual = block(x)
    return x + residual * p
