import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    mean = x.mean(axis=0)
    var = ((x - mean) ** 2).mean(axis=0)
    X_hat = (x - mean) / np.sqrt(var + epsilon)
    running_mean *= 1.0 - momentum
    running_mean += momentum * mean
    running_var *= 1.0 - momentum
    running_var += momentum * var
    Y = gamma * X_hat + beta
    return Y, running_mean, running_var


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()
