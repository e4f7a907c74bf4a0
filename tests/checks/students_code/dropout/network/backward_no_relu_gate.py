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
    G3 = dscores
    G2 = cache["U2"] * (params["W3"].T @ G3)
    G1 = cache["U1"] * (params["W2"].T @ G2)
    grads = {}
    for name, G, A in (("3", G3, cache["H2"]), ("2", G2, cache["H1"]), ("1", G1, cache["X"])):
        grads["W" + name] = G @ A.T
        grads["b" + name] = G.sum(axis=1)
    return grads


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
