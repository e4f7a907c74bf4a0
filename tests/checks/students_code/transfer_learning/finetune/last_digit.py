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
    for name in params:
        rate = rates.get(int(name[-1]), 0.0)
        if rate == 0.0:
            new[name] = params[name]
        else:
            new[name] = params[name] - rate * grads[name]
    return new


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
