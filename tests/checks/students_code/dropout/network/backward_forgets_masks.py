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
    dW3 = dscores.dot(cache["H2"].T)
    db3 = np.sum(dscores, axis=1, keepdims=True)
    dH2 = params["W3"].T.dot(dscores)
    dH2[cache["H2"] <= 0] = 0
    dW2 = dH2.dot(cache["H1"].T)
    db2 = np.sum(dH2, axis=1, keepdims=True)
    dH1 = params["W2"].T.dot(dH2)
    dH1[cache["H1"] <= 0] = 0
    dW1 = dH1.dot(cache["X"].T)
    db1 = np.sum(dH1, axis=1, keepdims=True)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


def predict(params, X):
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    return params["W3"] @ H2 + params["b3"]
