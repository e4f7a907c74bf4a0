import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    probs = []
    for l in range(n_blocks):
        frac = l / (n_blocks - 1)
        probs.append(1 - frac * (1 - last))
    return np.array(probs)


def stochastic_depth_train(x, block, p, rng):
    survives = rng.random() < p
    return x + block(x) if survives else x


def stochastic_depth_predict(x, block, p):
    residual = block(x)
    return x + residual * p
