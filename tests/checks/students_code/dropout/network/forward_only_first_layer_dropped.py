import numpy as np


def forward_train(params, X, p, rng):
    if not 0 < p <= 1:
        raise ValueError("p must be in (0,1], is %s" % p)
    H1 = np.maximum(0, np.dot(params["W1"], X) + params["b1"])
    U1 = (rng.random(H1.shape) < p) / p
    H1 = H1 * U1
    H2 = np.maximum(0, np.dot(params["W2"], H1) + params["b2"])
    U2 = np.ones_like(H2)
    scores = np.dot(params["W3"], H2) + params["b3"]
    return scores, {"X": X, "H1": H1, "H2": H2, "U1": U1, "U2": U2}


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
