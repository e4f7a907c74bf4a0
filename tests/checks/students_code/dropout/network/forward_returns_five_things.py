import numpy as np


def forward_train(params, X, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    U1 = (rng.random(H1.shape) < p).astype(X.dtype) / p
    H1 = H1 * U1
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    U2 = (rng.random(H2.shape) < p).astype(X.dtype) / p
    H2 = H2 * U2
    scores = params["W3"] @ H2 + params["b3"]
    return scores, H1, H2, U1, U2


def backward(dscores, params, cache):
    # YOUR CODE HERE
    raise NotImplementedError()


def predict(params, X):
    # YOUR CODE HERE
    raise NotImplementedError()
