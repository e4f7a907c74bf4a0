"""The lecture's in-place lines on arrays of its own, and a cache with activations before and after."""

import numpy as np


def forward_train(params, X, p, rng):
    if not (p > 0 and p <= 1):
        raise ValueError(f"p must be in (0, 1], not {p}")
    cache = {"X": X}
    layer = X
    for i in ("1", "2"):
        layer = np.maximum(0, np.dot(params["W" + i], layer) + params["b" + i])
        cache["relu" + i] = layer.copy()
        U = np.zeros_like(layer)
        U[rng.random(layer.shape) < p] = 1 / p
        layer *= U
        cache["U" + i], cache["H" + i] = U, layer
    return np.dot(params["W3"], layer) + params["b3"], cache


def backward(dscores, params, cache):
    grads, upstream = {}, dscores
    for i in (3, 2, 1):
        below = cache[f"H{i - 1}"] if i > 1 else cache["X"]
        grads[f"W{i}"] = np.tensordot(upstream, below, axes=([1], [1]))
        grads[f"b{i}"] = np.sum(upstream, axis=-1)[:, np.newaxis]
        if i > 1:
            upstream = params[f"W{i}"].T @ upstream
            upstream *= cache[f"U{i - 1}"]
            upstream *= cache[f"relu{i - 1}"] > 0
    return {name: grads[name] for name in sorted(grads)}


def predict(params, X):
    h1 = np.dot(params["W1"], X) + params["b1"]
    h1[h1 < 0] = 0
    h2 = np.dot(params["W2"], h1) + params["b2"]
    h2[h2 < 0] = 0
    return np.dot(params["W3"], h2) + params["b3"]
