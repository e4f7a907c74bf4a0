"""Transfer learning."""

import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    L = len(params) // 2
    W, b = params[f"W{L}"], params[f"b{L}"]
    new = dict(params)
    new[f"W{L}"] = (scale * rng.standard_normal((W.shape[0], n_classes))).astype(W.dtype)
    new[f"b{L}"] = np.zeros(n_classes, dtype=b.dtype)
    return new


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    if not 1 <= n_trained <= n_layers:
        raise ValueError(f"n_trained = {n_trained} is not in 1..{n_layers}")
    result = dict.fromkeys(range(1, n_layers + 1), 0.0)
    rate = base_rate
    for depth in range(n_trained):
        result[n_layers - depth] = rate
        rate = rate * finetune_factor   # smaller and smaller towards the input
    return result


def finetune_step(params, grads, rates):
    new = {}
    for key, value in params.items():
        rate = rates[int(key[1:])]
        new[key] = value if rate == 0 else value - rate * grads[key]
    return new


def frozen_features(params, X, n_trained):
    L = len(params) // 2
    H = X
    for l in range(1, L - n_trained + 1):
        H = np.maximum(0, H @ params[f"W{l}"] + params[f"b{l}"])
    return H
