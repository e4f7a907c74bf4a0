"""Transfer learning."""

import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    n_layers = len(params) // 2
    head_w, head_b = "W%d" % n_layers, "b%d" % n_layers
    fan_in = params[head_w].shape[0]
    fresh = {k: v for k, v in params.items() if k not in (head_w, head_b)}
    fresh[head_w] = rng.uniform(-scale, scale, size=(fan_in, n_classes)).astype(params[head_w].dtype)
    fresh[head_b] = np.zeros((n_classes,), dtype=params[head_b].dtype)
    return fresh


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
