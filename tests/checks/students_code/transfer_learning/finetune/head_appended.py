import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    L = sum(1 for k in params if k[0] == "W")
    dtype = params[f"W{L}"].dtype
    model = dict(params)
    hidden = params[f"b{L}"].shape[0]
    model[f"W{L + 1}"] = (rng.standard_normal((hidden, n_classes)) * scale).astype(dtype)
    model[f"b{L + 1}"] = np.zeros(n_classes, dtype=dtype)
    return model


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
