import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    x -= running_mean
    x /= running_var ** 0.5 + epsilon
    x *= gamma
    x += beta
    return x


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()
