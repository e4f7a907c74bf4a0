import numpy as np


def relu(z):
    return np.maximum(z, 0)


def drop(a, p, rng):
    u = (rng.random(a.shape) < p).astype(a.dtype) / p
    return a * u, u


def forward_train(params, X, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    X0, U0 = drop(X, p, rng)
    H1, U1 = drop(relu(params["W1"] @ X0 + params["b1"]), p, rng)
    H2, U2 = drop(relu(params["W2"] @ H1 + params["b2"]), p, rng)
    scores = params["W3"] @ H2 + params["b3"]
    return scores, {"X": X0, "U0": U0, "H1": H1, "U1": U1, "H2": H2, "U2": U2}


def backward(dscores, params, cache):
    # YOUR CODE HERE
    raise NotImplementedError()


def predict(params, X):
    # YOUR CODE HERE
    raise NotImplementedError()
