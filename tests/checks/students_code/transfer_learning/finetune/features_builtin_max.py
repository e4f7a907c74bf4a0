import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    last = max(int(k[1:]) for k in params)
    old_W = params["W%d" % last]
    out = {k: v for k, v in params.items()}
    out["W%d" % last] = rng.normal(0.0, scale, size=(len(old_W), n_classes)).astype(old_W.dtype)
    out["b%d" % last] = np.zeros((n_classes,), params["b%d" % last].dtype)
    return out


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    if not 1 <= n_trained <= n_layers:
        raise ValueError(f"n_trained must be between 1 and {n_layers}, got {n_trained}")
    frozen = n_layers - n_trained
    values = [0.0] * frozen + [base_rate * finetune_factor] * (n_trained - 1) + [base_rate]
    return dict(enumerate(values, start=1))


def finetune_step(params, grads, rates):
    updated = dict(params)
    for layer, lr in rates.items():
        if lr == 0.0:
            continue
        for key in (f"W{layer}", f"b{layer}"):
            updated[key] = params[key] - lr * grads[key]
    return updated


def frozen_features(params, X, n_trained):
    L = len(params) // 2
    H = X
    for l in range(1, L - n_trained + 1):
        H = max(0, H @ params[f"W{l}"] + params[f"b{l}"])
    return H
