import numpy as np


def survival_probabilities(n_blocks, *, last=0.5):
    # YOUR CODE HERE
    raise NotImplementedError()


def stochastic_depth_train(x, block, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def stochastic_depth_predict(x, block, p):
    y = np.add(x, block(x))
    return np.multiply(y, p)
