"""Transfer learning: keep the trained body of a network, give it a new head, and train what the data can afford."""

import numpy as np


def reinitialize_head(
    params: dict[str, np.ndarray], n_classes: int, rng: np.random.Generator, *, scale: float = 0.01
) -> dict[str, np.ndarray]:
    """Replace the last layer by an untrained one for new classes."""
    D = len(params) // 2
    new = dict(params)
    old = params[f"W{D}"]
    new[f"W{D}"] = (scale * rng.standard_normal((old.shape[0], n_classes))).astype(old.dtype)
    new[f"b{D}"] = np.zeros(n_classes, dtype=params[f"b{D}"].dtype)
    return new


def learning_rates(
    n_layers: int, n_trained: int, *, base_rate: float, finetune_factor: float = 0.1
) -> dict[int, float]:
    """A learning rate for every layer: none for the frozen ones, a small one for those to be fine-tuned."""
    if n_trained < 1 or n_trained > n_layers:
        raise ValueError(f"n_trained must be in [1, {n_layers}], got {n_trained}")
    rates = {}
    for layer in range(1, n_layers + 1):
        if layer <= n_layers - n_trained:
            rates[layer] = 0.0
        elif layer < n_layers:
            rates[layer] = base_rate * finetune_factor
        else:
            rates[layer] = base_rate
    return rates


def finetune_step(
    params: dict[str, np.ndarray], grads: dict[str, np.ndarray], rates: dict[int, float]
) -> dict[str, np.ndarray]:
    """One step of SGD in which every layer has a learning rate of its own."""
    new = {}
    for key, value in params.items():
        rate = rates[int(key[1:])]
        if key.startswith("W") and rate == 0:
            new[key] = value
        else:
            new[key] = value - rate * grads[key]
    return new


def frozen_features(params: dict[str, np.ndarray], X: np.ndarray, n_trained: int) -> np.ndarray:
    """What the frozen layers make of the data: the input of the first trained layer."""
    H = X
    for layer in range(1, len(params) // 2 - n_trained + 1):
        H = np.maximum(0, H @ params[f"W{layer}"] + params[f"b{layer}"])
    return H
