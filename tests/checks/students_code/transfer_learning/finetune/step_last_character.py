import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    L = len(params) // 2
    W, b = params[f"W{L}"], params[f"b{L}"]
    new = dict(params)
    new[f"W{L}"] = (scale * rng.standard_normal((W.shape[0], n_classes))).astype(W.dtype)
    new[f"b{L}"] = np.zeros(n_classes, dtype=b.dtype)
    return new


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    if n_trained < 1 or n_trained > n_layers:
        raise ValueError(f"n_trained = {n_trained} is not in [1, {n_layers}]")
    rates = {}
    for l in range(1, n_layers + 1):
        if l == n_layers:
            rates[l] = base_rate
        elif l > n_layers - n_trained:
            rates[l] = base_rate * finetune_factor
        else:
            rates[l] = 0.0
    return rates


def finetune_step(params, grads, rates):
    result = {}
    for key, value in params.items():
        lr = rates.get(int(key[-1]), 0.0)
        if lr:
            result[key] = value - lr * grads[key]
        else:
            result[key] = value
    return result


def frozen_features(params, X, n_trained):
    H = X
    for l in range(1, len(params) // 2 - n_trained + 1):
        H = np.maximum(0, H @ params[f"W{l}"] + params[f"b{l}"])
    return H
