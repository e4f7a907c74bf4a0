"""Three-layer network with inverted dropout."""

import numpy as np


def forward_train(params, X, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f"p must lie in (0, 1], got {p}")
    A1 = np.maximum(0, params["W1"] @ X + params["b1"])
    U1 = (rng.random(A1.shape) < p).astype(A1.dtype) / p
    H1 = A1 * U1
    A2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    U2 = (rng.random(A2.shape) < p).astype(A2.dtype) / p
    H2 = A2 * U2
    scores = params["W3"] @ H2 + params["b3"]
    return scores, {"X": X.copy(), "H1": H1, "H2": H2, "U1": U1, "U2": U2}


def backward(dscores, params, cache):
    g = {}
    g["W3"] = dscores @ cache["H2"].T
    g["b3"] = dscores.sum(axis=1, keepdims=True)
    G2 = (params["W3"].T @ dscores) * cache["U2"] * (cache["H2"] > 0)
    g["W2"] = G2 @ cache["H1"].T
    g["b2"] = G2.sum(axis=1, keepdims=True)
    G1 = (params["W2"].T @ G2) * cache["U1"] * (cache["H1"] > 0)
    g["W1"] = G1 @ cache["X"].T
    g["b1"] = G1.sum(axis=1, keepdims=True)
    return g


def predict(params, X):
    activation = X
    for layer in range(1, 4):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        activation = np.dot(W, activation) + b
        activation = np.maximum(activation, 0)
    return activation
