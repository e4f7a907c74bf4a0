"""Transfer learning: keep the trained body of a network, give it a new head, and train what the data can afford."""

import numpy as np


def reinitialize_head(
    params: dict[str, np.ndarray], n_classes: int, rng: np.random.Generator, *, scale: float = 0.01
) -> dict[str, np.ndarray]:
    """Replace the last layer by an untrained one for new classes."""
    head = len(params) // 2
    W, b = params[f"W{head}"], params[f"b{head}"]
    fresh = dict(params)
    if W.shape[1] != n_classes:
        fresh[f"W{head}"] = (scale * rng.standard_normal((len(W), n_classes))).astype(W.dtype)
        fresh[f"b{head}"] = np.zeros(n_classes, dtype=b.dtype)
    return fresh


def learning_rates(
    n_layers: int, n_trained: int, *, base_rate: float, finetune_factor: float = 0.1
) -> dict[int, float]:
    """A learning rate for every layer: none for the frozen ones, a small one for those to be fine-tuned."""
    if not 1 <= n_trained <= n_layers:
        raise ValueError(f"n_trained = {n_trained} is not in [1, {n_layers}]")
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
    updated = {}
    for name, value in params.items():
        rate = rates[int(name[1:])]
        updated[name] = value if rate == 0 else value - rate * grads[name]
    return updated


def frozen_features(params: dict[str, np.ndarray], X: np.ndarray, n_trained: int) -> np.ndarray:
    """What the frozen layers make of the data: the input of the first trained layer."""
    H = X
    for layer in range(1, len(params) // 2 - n_trained + 1):
        H = np.maximum(H @ params[f"W{layer}"] + params[f"b{layer}"], 0)
    return H
