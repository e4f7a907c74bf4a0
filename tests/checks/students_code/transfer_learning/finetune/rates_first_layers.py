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
        raise ValueError(f"bad n_trained: {n_trained}")
    values = np.zeros(n_layers)
    values[:n_trained] = base_rate * finetune_factor
    values[n_trained - 1] = base_rate
    return {i + 1: float(v) for i, v in enumerate(values)}


def finetune_step(params, grads, rates):
    new = {}
    for name, value in params.items():
        rate = rates[int(name[1:])]
        new[name] = value if rate == 0 else value - rate * grads[name]
    return new


def frozen_features(params, X, n_trained):
    H = X
    for l in range(1, len(params) // 2 - n_trained + 1):
        H = np.maximum(0, H @ params[f"W{l}"] + params[f"b{l}"])
    return H
