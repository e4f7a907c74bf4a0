"""Transfer learning: keep the trained body of a network, give it a new head, and train what the data can afford."""

import numpy as np


def reinitialize_head(
    params: dict[str, np.ndarray], n_classes: int, rng: np.random.Generator, *, scale: float = 0.01
) -> dict[str, np.ndarray]:
    """Replace the last layer by an untrained one for new classes."""
    top = max(int(key[1:]) for key in params)
    out = {}
    for key, value in params.items():
        if int(key[1:]) != top:
            out[key] = value.copy()
        elif key[0] == "W":
            out[key] = rng.normal(0.0, scale, size=(value.shape[0], n_classes)).astype(value.dtype)
        else:
            out[key] = np.zeros((n_classes,), dtype=value.dtype)
    return out


def learning_rates(
    n_layers: int, n_trained: int, *, base_rate: float, finetune_factor: float = 0.1
) -> dict[int, float]:
    """A learning rate for every layer: none for the frozen ones, a small one for those to be fine-tuned."""
    if n_trained < 1 or n_trained > n_layers:
        raise ValueError(f"n_trained must be in [1, {n_layers}], got {n_trained}")
    rates = {}
    for l in range(1, n_layers + 1):
        if l == n_layers:
            rates[l] = base_rate
        elif l > n_layers - n_trained:
            rates[l] = base_rate * finetune_factor
        else:
            rates[l] = 0.0
    return rates


def finetune_step(
    params: dict[str, np.ndarray], grads: dict[str, np.ndarray], rates: dict[int, float]
) -> dict[str, np.ndarray]:
    """One step of SGD in which every layer has a learning rate of its own."""
    new = {}
    for key, value in params.items():
        rate = rates[int(key[1:])]
        new[key] = value if rate == 0 else value - rate * grads[key]
    return new


def frozen_features(params: dict[str, np.ndarray], X: np.ndarray, n_trained: int) -> np.ndarray:
    """What the frozen layers make of the data: the input of the first trained layer."""
    H = X
    for i in range(n_trained):
        W, b = params[f"W{i + 1}"], params[f"b{i + 1}"]
        H = np.maximum(0, H @ W + b)
    return H
