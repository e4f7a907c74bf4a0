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
    X, H1, H2 = cache["X"], cache["H1"], cache["H2"]
    dW3 = np.dot(dscores, H2.T)
    db3 = np.sum(dscores, axis=1, keepdims=True)
    dH2 = np.dot(params["W3"].T, dscores)
    dZ2 = dH2 * cache["U2"]
    dW2 = np.dot(dZ2, H1.T)
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dH1 = np.dot(params["W2"].T, dZ2)
    dZ1 = dH1 * cache["U1"]
    dW1 = np.dot(dZ1, X.T)
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
