import numpy as np


def batchnorm_train(x, gamma, beta, running_mean, running_var, *, momentum=0.9, epsilon=1e-5):
    m, D = x.shape
    mu_B = np.sum(x, axis=0) / m
    diff = x - mu_B
    sigma2_B = np.sum(diff * diff, axis=0) / m
    y = gamma * (diff / np.sqrt(sigma2_B + epsilon)) + beta
    correction = m / max(m - 1, 1)
    return (
        y,
        momentum * running_mean + (1 - momentum) * mu_B,
        momentum * running_var + (1 - momentum) * correction * sigma2_B,
    )


def batchnorm_predict(x, gamma, beta, running_mean, running_var, *, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()


def batchnorm_backward(dout, x, gamma, *, epsilon=1e-5):
    # YOUR CODE HERE
    raise NotImplementedError()
