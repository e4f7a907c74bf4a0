"""Every array copied first, then the copies written in place."""

import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    new = {name: array.copy() for name, array in params.items()}
    last = 0
    while f"W{last + 1}" in params:
        last += 1
    old = params[f"W{last}"]
    W = np.empty((old.shape[0], n_classes), old.dtype)
    for row in W:
        row[:] = rng.normal(0.0, scale, size=n_classes)
    new[f"W{last}"] = W
    new[f"b{last}"] = np.zeros_like(params[f"b{last}"], shape=(n_classes,))
    return new


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    if n_trained < 1 or n_trained > n_layers:
        raise ValueError("n_trained=" + str(n_trained) + " is not possible with " + str(n_layers) + " layers")
    rates = np.zeros(n_layers)
    rates[n_layers - n_trained :] = finetune_factor * base_rate
    rates[-1] = base_rate
    return dict(zip(np.arange(1, n_layers + 1), rates, strict=True))


def finetune_step(params, grads, rates):
    new = {name: array.copy() for name, array in params.items()}
    for layer, rate in rates.items():
        if rate > 0:
            for letter in "bW":
                new[f"{letter}{layer}"] -= rate * grads[f"{letter}{layer}"]
    return new


def frozen_features(params, X, n_trained):
    activations = X.copy()
    L = sum(name.startswith("W") for name in params)
    for layer in range(1, L - n_trained + 1):
        scores = np.einsum("nd,dm->nm", activations, params[f"W{layer}"]) + params[f"b{layer}"]
        activations = scores * (scores > 0)
    return activations
