import numpy as np


def forward_train(params, X, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f'p must be in (0, 1], got p={p}')

    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    U1 = (rng.random(H1.shape) < p).astype(X.dtype) / p
    H1 = H1 * U1
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    U2 = (rng.random(H2.shape) < p).astype(X.dtype) / p
    H2 = H2 * U2
    scores = params["W3"] @ H2 + params["b3"]
    return scores, {"X": X, "H1": H1, "H2": H2, "U1": U1, "U2": U2}


def backward(dscores, params, cache):
    H1, H2, X = cache["H1"], cache["H2"], cache["X"]
    d2 = np.where(H2 > 0, (params["W3"].T @ dscores) * cache["U2"], 0).astype(X.dtype)
    d1 = np.where(H1 > 0, (params["W2"].T @ d2) * cache["U1"], 0).astype(X.dtype)
    return {
        "W1": np.dot(X, d1.T),
        "b1": d1.sum(1, keepdims=True),
        "W2": np.dot(H1, d2.T),
        "b2": d2.sum(1, keepdims=True),
        "W3": np.dot(H2, dscores.T),
        "b3": dscores.sum(1, keepdims=True),
    }


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
