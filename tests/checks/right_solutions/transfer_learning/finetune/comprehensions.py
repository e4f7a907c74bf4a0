"""Everything by comprehensions; the head drawn transposed; features by recursion."""

import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    L = max(int(name[1:]) for name in params)
    dtype, n_in = params[f"W{L}"].dtype, len(params[f"W{L}"])
    weights = np.asarray(rng.normal(scale=scale, size=(n_classes, n_in)), dtype=dtype).T
    new = {f"b{L}": np.zeros((n_classes,), dtype), f"W{L}": weights}
    return params | new


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    if n_trained not in range(1, n_layers + 1):
        raise ValueError(f"n_trained is {n_trained}, not one of 1 to {n_layers}")
    head = {n_layers: base_rate}
    tuned = {layer: base_rate * finetune_factor for layer in range(n_layers - n_trained + 1, n_layers)}
    return {layer: 0 for layer in range(1, n_layers)} | tuned | head


def finetune_step(params, grads, rates):
    def moved(name):
        layer = int(name.lstrip("Wb"))
        return params[name] + (-rates[layer]) * grads[name]

    frozen = {name for name in params if not rates[int(name.lstrip("Wb"))]}
    return {name: params[name] if name in frozen else moved(name) for name in params}


def frozen_features(params, X, n_trained):
    def after(layer):
        if layer == 0:
            return X
        return np.clip(after(layer - 1).dot(params[f"W{layer}"]) + params[f"b{layer}"], 0, None)

    return after(len(params) // 2 - n_trained)
