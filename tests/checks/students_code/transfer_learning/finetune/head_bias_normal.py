import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    n = max(int(name[1:]) for name in params)
    out = dict(params)
    for name, shape in ((f"W{n}", (params[f"W{n}"].shape[0], n_classes)), (f"b{n}", (n_classes,))):
        out[name] = (scale * rng.standard_normal(shape)).astype(params[name].dtype)
    return out


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
