import numpy as np


def dropconnect(x, W, b, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropconnect_predict_moments(x, W, b, p):
    N, D = x.shape
    M = W.shape[1]
    mu = np.zeros((N, M))
    sigma = np.zeros((N, M))
    for n in range(N):
        for m in range(M):
            terms = x[n] * W[:, m]
            mu[n, m] = p * terms.sum() + b[m]
            sigma[n, m] = np.sqrt(p * (1 - p) * (terms ** 2).sum())
    return mu, sigma


def dropconnect_backward(dout, x, W, mask):
    # YOUR CODE HERE
    raise NotImplementedError()
