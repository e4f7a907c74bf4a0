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
    return {k: v - rates[int(k[1:])] * grads[k] for k, v in params.items()}


def frozen_features(params, X, n_trained):
    n_layers = len([k for k in params if k.startswith("W")])
    act = X
    for i in range(n_layers - n_trained):
        z = np.dot(act, params["W" + str(i + 1)]) + params["b" + str(i + 1)]
        act = z * (z > 0)
    return act
