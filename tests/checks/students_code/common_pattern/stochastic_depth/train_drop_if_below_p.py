import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    # YOUR CODE HERE
    raise NotImplementedError()


def stochastic_depth_train(x, block, p, rng):
    drop = rng.random() < p
    if drop:
        return x
    return x + block(x)


def stochastic_depth_predict(x, block, p):
    # YOUR CODE HERE
    raise NotImplementedError()
