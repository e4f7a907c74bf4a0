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
    grads = {}
    grads["b3"] = dscores.mean(axis=1).reshape(-1, 1)
    grads["W3"] = np.einsum("cn,hn->ch", dscores, cache["H2"])
    dh = np.einsum("ch,cn->hn", params["W3"], dscores) * cache["U2"]
    dh = dh * (cache["H2"] > 0)
    grads["b2"] = dh.mean(axis=1).reshape(-1, 1)
    grads["W2"] = np.einsum("cn,hn->ch", dh, cache["H1"])
    dh = np.einsum("ch,cn->hn", params["W2"], dh) * cache["U1"]
    dh = dh * (cache["H1"] > 0)
    grads["b1"] = dh.mean(axis=1).reshape(-1, 1)
    grads["W1"] = np.einsum("cn,hn->ch", dh, cache["X"])
    return grads


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
