import numpy as np


def forward_train(params, X, p, rng):
    if p <= 0 or p > 1:
        raise ValueError(f"p={p} is outside (0, 1]")
    cache = {"X": X}
    A = X
    for i in (1, 2):
        Z = np.dot(params[f"W{i}"], A) + params[f"b{i}"]
        A = Z * (Z > 0)
        U = rng.binomial(1, p, size=A.shape).astype(A.dtype)
        A = A * U
        cache[f"H{i}"] = A
        cache[f"U{i}"] = U
    scores = np.dot(params["W3"], A) + params["b3"]
    return scores, cache


def backward(dscores, params, cache):
    H1, H2, X = cache["H1"], cache["H2"], cache["X"]
    grads = {}
    grads["W3"] = dscores @ H2.T
    grads["b3"] = dscores.sum(axis=1, keepdims=True)
    G2 = params["W3"].T @ dscores * cache["U2"] * (H2 > 0)
    grads["W2"] = G2 @ H1.T
    grads["b2"] = G2.sum(axis=1, keepdims=True)
    G1 = params["W2"].T @ G2 * cache["U1"] * (H1 > 0)
    grads["W1"] = G1 @ X.T
    grads["b1"] = G1.sum(axis=1, keepdims=True)
    return grads


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
