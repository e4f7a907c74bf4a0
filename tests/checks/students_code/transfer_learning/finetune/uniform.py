"""Transfer learning: keep the trained body of a network, give it a new head, and train what the data can afford."""

import numpy as np


def reinitialize_head(
    params: dict[str, np.ndarray], n_classes: int, rng: np.random.Generator, *, scale: float = 0.01
) -> dict[str, np.ndarray]:
    """Replace the last layer by an untrained one for new classes."""
    D = len(params) // 2
    old = params[f"W{D}"]
    out = params.copy()
    out[f"W{D}"] = rng.uniform(-scale, scale, (old.shape[0], n_classes)).astype(old.dtype)
    out[f"b{D}"] = np.zeros(n_classes, dtype=old.dtype)
    return out


def learning_rates(
    n_layers: int, n_trained: int, *, base_rate: float, finetune_factor: float = 0.1
) -> dict[int, float]:
    """A learning rate for every layer: none for the frozen ones, a small one for those to be fine-tuned."""
    if not (1 <= n_trained <= n_layers):
        raise ValueError(f"n_trained={n_trained} is impossible for {n_layers} layers")
    frozen = n_layers - n_trained
    values = [0.0] * frozen + [base_rate * finetune_factor] * (n_trained - 1) + [base_rate]
    return dict(enumerate(values, start=1))


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
    D = len(params) // 2
    H = X
    for l in range(1, D - n_trained + 1):
        H = np.maximum(0, H @ params[f"W{l}"] + params[f"b{l}"])
    return H
