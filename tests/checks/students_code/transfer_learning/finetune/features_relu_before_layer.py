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
    new = {}
    for name, value in params.items():
        rate = rates[int(name[1:])]
        new[name] = value if rate == 0 else value - rate * grads[name]
    return new


def relu(z):
    return np.where(z > 0, z, 0)


def frozen_features(params, X, n_trained):
    depth = len(params) // 2 - n_trained
    H = X
    for i in range(1, depth + 1):
        H = np.dot(relu(H), params["W" + str(i)]) + params["b" + str(i)]
    return H
