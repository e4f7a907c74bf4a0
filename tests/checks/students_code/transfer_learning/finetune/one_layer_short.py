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
    if n_trained < 1 or n_trained > n_layers:
        raise ValueError(f"n_trained must be in [1, {n_layers}], got {n_trained}")
    rates = {}
    for layer in range(1, n_layers + 1):
        if layer == n_layers:
            rates[layer] = base_rate
        elif layer > n_layers - n_trained:
            rates[layer] = base_rate * finetune_factor
        else:
            rates[layer] = 0.0
    return rates


def finetune_step(params, grads, rates):
    new = {}
    for key, value in params.items():
        rate = rates[int(key[1:])]
        new[key] = value if rate == 0 else value - rate * grads[key]
    return new


def frozen_features(params, X, n_trained):
    total_layers = sum(1 for k in params if k.startswith("W"))
    features = X
    for i in range(1, total_layers - n_trained):
        pre = features.dot(params[f"W{i}"]) + params[f"b{i}"]
        features = np.where(pre > 0, pre, np.zeros_like(pre))
    return features
