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
    m = cache["X"].shape[1]
    grads = {}
    dZ = dscores
    acts = [cache["X"], cache["H1"], cache["H2"]]
    for l in [3, 2, 1]:
        grads["W%d" % l] = 1. / m * np.dot(dZ, acts[l - 1].T)
        grads["b%d" % l] = 1. / m * np.sum(dZ, axis=1, keepdims=True)
        if l > 1:
            dA = np.dot(params["W%d" % l].T, dZ) * cache["U%d" % (l - 1)]
            dZ = np.multiply(dA, np.int64(acts[l - 1] > 0).astype(dA.dtype))
    return grads


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
