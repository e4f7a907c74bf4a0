"""Three-layer network with inverted dropout."""

import numpy as np


def forward_train(params, X, p, rng):
    H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])
    U1 = (rng.random(H1.shape) < p).astype(H1.dtype)
    H1 = H1 * U1  # drop!
    H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])
    U2 = (rng.random(H2.shape) < p).astype(H2.dtype)
    H2 = H2 * U2  # drop!
    out = np.dot(params["W3"], H2) + params["b3"]
    cache = {"X": X.copy(), "U1": U1, "U2": U2, "H1": H1, "H2": H2}
    return out, cache


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
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
