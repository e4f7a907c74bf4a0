"""Three-layer network with inverted dropout."""

import numpy as np


def forward_train(params, X, p, rng):
    if p <= 0 or p > 1:
        raise ValueError("p = {} not in (0, 1]".format(p))

    def drop(a):
        column = (rng.random((a.shape[0], 1)) < p) / p
        U = np.repeat(column, a.shape[1], axis=1).astype(a.dtype)
        return U, U * a

    z1 = np.dot(params["W1"], X) + params["b1"]
    U1, H1 = drop(z1 * (z1 > 0))
    z2 = np.dot(params["W2"], H1) + params["b2"]
    U2, H2 = drop(z2 * (z2 > 0))
    scores = np.dot(params["W3"], H2) + params["b3"]
    return scores, dict(X=np.array(X), U1=U1, H1=H1, U2=U2, H2=H2)


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
