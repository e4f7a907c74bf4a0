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
    G3 = dscores
    # H2 > 0 is False for dropped units too, so the gate does both jobs
    G2 = params["W3"].T.dot(G3) * (cache["H2"] > 0)
    G1 = params["W2"].T.dot(G2) * (cache["H1"] > 0)
    grads = {}
    for name, G, inp in (("1", G1, cache["X"]), ("2", G2, cache["H1"]), ("3", G3, cache["H2"])):
        grads["W" + name] = G.dot(inp.T)
        grads["b" + name] = G.sum(axis=1)
    return grads


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
