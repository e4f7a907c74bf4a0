import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    last = max(int(k[1:]) for k in params)
    old_W = params["W%d" % last]
    out = {k: v for k, v in params.items()}
    out["W%d" % last] = rng.normal(0.0, scale, size=(len(old_W), n_classes)).astype(old_W.dtype)
    out["b%d" % last] = np.zeros((n_classes,), params["b%d" % last].dtype)
    return out


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    if n_trained < 1 or n_trained > n_layers:
        raise ValueError(f"n_trained={n_trained} must be in [1, {n_layers}]")
    rates = {}
    for layer in range(1, n_layers + 1):
        if layer < n_layers - n_trained:
            rates[layer] = 0.0
        elif layer < n_layers:
            rates[layer] = finetune_factor * base_rate
        else:
            rates[layer] = base_rate
    return rates


def finetune_step(params, grads, rates):
    updated = dict(params)
    for layer, lr in rates.items():
        if lr == 0.0:
            continue
        for key in (f"W{layer}", f"b{layer}"):
            updated[key] = params[key] - lr * grads[key]
    return updated


def frozen_features(params, X, n_trained):
    n_layers = len([k for k in params if k.startswith("W")])
    act = X
    for i in range(n_layers - n_trained):
        z = np.dot(act, params["W" + str(i + 1)]) + params["b" + str(i + 1)]
        act = z * (z > 0)
    return act
