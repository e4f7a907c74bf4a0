import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    mean = np.mean(x, axis=0)
    std = np.sqrt(np.var(x, axis=0) + epsilon)
    x_hat = (x - mean) / std
    out = x_hat * gamma + beta
    running_mean = momentum * running_mean + (1 - momentum) * mean
    running_var = momentum * running_var + (1 - momentum) * std
    return out, running_mean, running_var


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()
