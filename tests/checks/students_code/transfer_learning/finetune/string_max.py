"""Transfer learning: keep the trained body of a network, give it a new head, and train what the data can afford."""

import numpy as np


def reinitialize_head(
    params: dict[str, np.ndarray], n_classes: int, rng: np.random.Generator, *, scale: float = 0.01
) -> dict[str, np.ndarray]:
    """Replace the last layer by an untrained one for new classes."""
    head_W = max(k for k in params if k.startswith("W"))
    head_b = "b" + head_W[1:]
    new = {k: v for k, v in params.items()}
    fan_in = params[head_W].shape[0]
    new[head_W] = (scale * rng.standard_normal((fan_in, n_classes))).astype(params[head_W].dtype)
    new[head_b] = np.zeros(n_classes, dtype=params[head_b].dtype)
    return new


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
    updated = dict(params)
    for layer, rate in rates.items():
        if rate == 0:
            continue
        for kind in "Wb":
            k = f"{kind}{layer}"
            updated[k] = params[k] - rate * grads[k]
    return updated


def frozen_features(params: dict[str, np.ndarray], X: np.ndarray, n_trained: int) -> np.ndarray:
    """What the frozen layers make of the data: the input of the first trained layer."""
    D = len(params) // 2
    H = X
    for l in range(1, D - n_trained + 1):
        H = np.maximum(0, H @ params[f"W{l}"] + params[f"b{l}"])
    return H
