"""The mask inside the ReLU, boolean gates in the cache, both masks drawn at once, the second first."""

import numpy as np


def forward_train(params, X, p, rng):
    if p <= 0 or p > 1:
        raise ValueError(f"p = {p} is no probability of keeping")
    n1, n2, N = params["W1"].shape[0], params["W2"].shape[0], X.shape[1]
    draws = rng.random((n2 + n1, N))
    scale = X.dtype.type(1 / p)
    keep2, keep1 = draws[:n2] < p, draws[n2:] < p
    z1 = params["W1"] @ X + params["b1"]
    open1 = (z1 > 0) & keep1
    a1 = np.where(open1, z1 * scale, 0).astype(X.dtype)
    z2 = params["W2"] @ a1 + params["b2"]
    open2 = (z2 > 0) & keep2
    a2 = np.where(open2, z2 * scale, 0).astype(X.dtype)
    cache = {"input": X, "a1": a1, "a2": a2, "open1": open1, "open2": open2, "scale": np.array(scale)}
    return params["W3"] @ a2 + params["b3"], cache


def backward(dscores, params, cache):
    scale = cache["scale"]
    d2 = np.where(cache["open2"], params["W3"].T @ dscores * scale, 0).astype(dscores.dtype)
    d1 = np.where(cache["open1"], params["W2"].T @ d2 * scale, 0).astype(dscores.dtype)
    ones = np.ones((dscores.shape[1], 1), dtype=dscores.dtype)
    return {
        "b3": dscores @ ones,
        "W3": dscores @ cache["a2"].T,
        "b2": d2 @ ones,
        "W2": d2 @ cache["a1"].T,
        "b1": d1 @ ones,
        "W1": d1 @ cache["input"].T,
    }


def predict(params, X):
    h = X
    for i in (1, 2):
        h = params[f"W{i}"] @ h + params[f"b{i}"]
        h = h * (h > 0)
    return params["W3"] @ h + params["b3"]
