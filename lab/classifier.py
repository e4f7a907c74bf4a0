"""A small network with ReLU layers and a softmax on top: enough to see what a body learns and what a head adds.

A network is a dict W1, b1, ..., WL, bL. Rows are samples: Wi is (in, out), bi is (out,).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

__all__ = ["accuracy", "gradients", "new_network", "probabilities", "train_network"]


def new_network(sizes: Sequence[int], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Draw weights of variance 2 / inputs, and set the biases to 0.

    sizes: units of every layer, the input's first, the classes last.

    Source: He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers", for the variance.
    """
    params = {}
    for layer, (inputs, outputs) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = rng.normal(size=(inputs, outputs)) * np.sqrt(2 / inputs)
        params[f"b{layer}"] = np.zeros(outputs)
    return params


def probabilities(params: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    """Each sample's class probabilities: X is (N, D), the answer (N, classes)."""
    return _softmax(_layer_inputs(params, X)[-1])


def accuracy(params: dict[str, np.ndarray], X: np.ndarray, y: np.ndarray) -> float:
    """The share of samples whose largest score is at the right class."""
    return float(np.mean(_layer_inputs(params, X)[-1].argmax(axis=1) == y))


def gradients(params: dict[str, np.ndarray], X: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """The gradients of the mean cross-entropy over X (N, D) with labels y (N,), under the keys of params."""
    *inputs, scores = _layer_inputs(params, X)
    slope = _softmax(scores)
    slope[np.arange(len(X)), y] -= 1
    slope /= len(X)
    grads = {}
    for layer in range(len(inputs), 0, -1):
        H = inputs[layer - 1]
        grads[f"W{layer}"], grads[f"b{layer}"] = H.T @ slope, slope.sum(axis=0)
        if layer > 1:
            slope = (slope @ params[f"W{layer}"].T) * (H > 0)
    return grads


def train_network(
    step: Callable[..., Any],
    params: dict[str, np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    *,
    sample: Callable[..., Any],
    batch_size: int,
    steps: int,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:
    """Train a network on minibatches, whatever the update rule.

    Args:
        step: the rule, `params = step(params, grads)`.
        params: the network to start from; it is left as it is.
        X, y: one sample a row and its label, as `sample` takes them.
        sample: `X_batch, y_batch = sample(X, y, batch_size, rng)`; noise in the data enters here.
        batch_size, steps: samples a step, and how many steps to make.
        rng: the source of all randomness.
    """
    for _ in range(steps):
        params = step(params, gradients(params, *sample(X, y, batch_size, rng)))
    return params


def _layer_inputs(params: dict[str, np.ndarray], X: np.ndarray) -> list[np.ndarray]:
    """What every layer gets to see, X first, and the scores last."""
    seen, L = [X], len(params) // 2
    for layer in range(1, L + 1):
        H = seen[-1] @ params[f"W{layer}"] + params[f"b{layer}"]
        seen.append(np.maximum(H, 0) if layer < L else H)
    return seen


def _softmax(scores: np.ndarray) -> np.ndarray:
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)
