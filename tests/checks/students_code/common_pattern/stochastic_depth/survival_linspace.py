import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    return np.linspace(1.0, last, n_blocks)


def stochastic_depth_train(x, block, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def stochastic_depth_predict(x, block, p):
    # YOUR CODE HERE
    raise NotImplementedError()
