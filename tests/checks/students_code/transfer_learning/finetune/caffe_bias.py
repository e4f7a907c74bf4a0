"""Transfer learning: keep the trained body of a network, give it a new head, and train what the data can afford."""

import numpy as np


def reinitialize_head(
    params: dict[str, np.ndarray], n_classes: int, rng: np.random.Generator, *, scale: float = 0.01
) -> dict[str, np.ndarray]:
    """Replace the last layer by an untrained one for new classes."""
    D = len(params) // 2
    new = dict(params)
    W = params[f"W{D}"]
    new[f"W{D}"] = (scale * rng.standard_normal((W.shape[0], n_classes))).astype(W.dtype)
    new[f"b{D}"] = np.zeros(n_classes, dtype=params[f"b{D}"].dtype)
    return new


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
    out = {}
    for key in params:
        lr = rates[int(key[1:])]
        if lr == 0:
            out[key] = params[key].copy()
            continue
        if key.startswith("b"):
            lr = 2 * lr
        out[key] = params[key] - lr * grads[key]
    return out


def frozen_features(params: dict[str, np.ndarray], X: np.ndarray, n_trained: int) -> np.ndarray:
    """What the frozen layers make of the data: the input of the first trained layer."""
    n_frozen = len(params) // 2 - n_trained
    A = X
    l = 0
    while l < n_frozen:
        l += 1
        Z = A.dot(params["W" + str(l)]) + params["b" + str(l)]
        A = np.where(Z > 0, Z, np.zeros_like(Z))
    return A
