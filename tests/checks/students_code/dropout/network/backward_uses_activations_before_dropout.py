import numpy as np


def forward_train(params, X, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    A1 = np.maximum(0, params["W1"] @ X + params["b1"])
    U1 = (rng.random(A1.shape) < p).astype(X.dtype) / p
    A2 = np.maximum(0, params["W2"] @ (A1 * U1) + params["b2"])
    U2 = (rng.random(A2.shape) < p).astype(X.dtype) / p
    scores = params["W3"] @ (A2 * U2) + params["b3"]
    return scores, {"X": X, "A1": A1, "A2": A2, "U1": U1, "U2": U2}


def backward(dscores, params, cache):
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = (params["W3"].T @ dscores) * cache["U2"] * (A2 > 0)
    dZ1 = (params["W2"].T @ dZ2) * cache["U1"] * (A1 > 0)
    grads = {"W3": dscores @ A2.T, "W2": dZ2 @ A1.T, "W1": dZ1 @ cache["X"].T}
    grads["b3"] = np.sum(dscores, axis=1, keepdims=True)
    grads["b2"] = np.sum(dZ2, axis=1, keepdims=True)
    grads["b1"] = np.sum(dZ1, axis=1, keepdims=True)
    return grads


def predict(params, X):
    # YOUR CODE HERE
    raise NotImplementedError()
