import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    L = len(params) // 2
    in_features = params[f"W{L}"].shape[0]
    weight = rng.normal(0, scale, (n_classes, in_features))
    return {**params, f"W{L}": weight, f"b{L}": np.zeros(n_classes)}


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
