"""Transfer learning."""

import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    last = max(int(name[1:]) for name in params)
    out = params.copy()
    rows = out[f"W{last}"].shape[0]
    out[f"W{last}"] = rng.normal(0.0, scale, (rows, n_classes))
    out[f"b{last}"] = rng.normal(0.0, scale, n_classes)
    return out


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
    L = len(params) // 2
    H = X
    for l in range(1, L - n_trained + 1):
        H = np.maximum(0, H @ params[f"W{l}"] + params[f"b{l}"])
    return H
