"""One sample after the other, with lists of layers, and einsum on the way back."""

import numpy as np


def _one(params, x, masks):
    activations, inputs = [x], []
    for i in (1, 2):
        z = np.einsum("ij,j->i", params[f"W{i}"], activations[-1]) + params[f"b{i}"][:, 0]
        inputs.append(z)
        activations.append(np.clip(z, 0, None) * masks[i - 1])
    return activations, inputs, params["W3"].dot(activations[-1]) + params["b3"].ravel()


def forward_train(params, X, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f"keep probability p must be in (0, 1]: got p={p}")
    sizes = [len(params["b1"]), len(params["b2"])]
    scores, cache = [], {}
    for n, x in enumerate(X.T):
        masks = [(rng.binomial(1, p, size=size) / p).astype(X.dtype) for size in sizes]
        (_, h1, h2), (z1, z2), s = _one(params, x, masks)
        scores.append(s)
        cache[f"sample {n}"] = np.concatenate([x, z1, masks[0], h1, z2, masks[1], h2])
    return np.stack(scores, axis=1), cache


def backward(dscores, params, cache):
    grads = {name: np.zeros_like(array) for name, array in params.items()}
    n1, n2 = len(params["b1"]), len(params["b2"])
    D = params["W1"].shape[1]
    for n in range(dscores.shape[1]):
        x, z1, m1, h1, z2, m2, h2 = np.split(cache[f"sample {n}"], np.cumsum([D, n1, n1, n1, n2, n2]))
        g3 = dscores[:, n]
        g2 = params["W3"].T.dot(g3) * m2
        g2[z2 <= 0] = 0
        g1 = params["W2"].T.dot(g2) * m1
        g1[z1 <= 0] = 0
        for i, (g, h) in enumerate(((g1, x), (g2, h1), (g3, h2)), start=1):
            grads[f"W{i}"] += np.outer(g, h)
            grads[f"b{i}"] += g[:, None]
    return grads


def predict(params, X):
    ones = (np.ones(len(params["b1"]), X.dtype), np.ones(len(params["b2"]), X.dtype))
    return np.array([_one(params, x, ones)[2] for x in X.T]).T
