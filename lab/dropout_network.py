"""What the dropout chapters train: small networks on the digits, with the lecture's columns as samples."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

Params = dict[str, np.ndarray]


def initialize(layer_sizes: tuple[int, ...], rng: np.random.Generator) -> Params:
    """Draw the weights of a ReLU network, with variance 2 / (inputs), and zero biases.

    Args:
        layer_sizes: units from the input to the scores, such as (64, 100, 100, 10).
        rng: the source of all randomness.

    Returns:
        W1 (H1, D), b1 (H1, 1), W2 (H2, H1), ... in a dict.

    Source: He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers".
    """
    params = {}
    for i, (n_in, n_out) in enumerate(pairwise(layer_sizes), start=1):
        params[f"W{i}"] = rng.normal(size=(n_out, n_in)) * np.sqrt(2 / n_in)
        params[f"b{i}"] = np.zeros((n_out, 1))
    return params


def flatten(params: Params) -> np.ndarray:
    """Lay all parameters end to end, in the dict's order: one vector for `lab.training.train`."""
    return np.concatenate([value.ravel() for value in params.values()])


def unflatten(x: np.ndarray, like: Params) -> Params:
    """Undo `flatten`: cut the vector x into arrays with the names and shapes of `like`."""
    ends = np.cumsum([value.size for value in like.values()])[:-1]
    pieces = zip(like.items(), np.split(x, ends), strict=True)
    return {name: piece.reshape(value.shape) for (name, value), piece in pieces}


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities from scores (..., C, N), over the second axis from the end. Stable for any scores."""
    exponentials = np.exp(scores - scores.max(axis=-2, keepdims=True))
    return exponentials / exponentials.sum(axis=-2, keepdims=True)


def cross_entropy(scores: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross-entropy of scores (C, N) and labels (N,), and its gradient with respect to the scores, (C, N)."""
    N = len(y)
    probabilities = softmax(scores)
    loss = -np.mean(np.log(np.maximum(probabilities[y, np.arange(N)], 1e-300)))
    dscores = probabilities.copy()
    dscores[y, np.arange(N)] -= 1
    return float(loss), dscores / N


def error_rate(scores: np.ndarray, y: np.ndarray) -> float:
    """Share of the samples whose largest score, of (C, N), is not that of their label, (N,). In [0, 1]."""
    return float(np.mean(scores.argmax(axis=0) != y))


def minibatch_loss(
    forward_train: Callable[..., Any], backward: Callable[..., Any], like: Params, p: float, rng: np.random.Generator
) -> Callable[..., Any]:
    """Make the loss that `lab.training.train` wants from a network's two passes.

    Args:
        forward_train: `scores, cache = forward_train(params, X, p, rng)`, samples in columns.
        backward: `grads = backward(dscores, params, cache)`, with the keys of params.
        like: the names and shapes of the parameters.
        p: the probability of keeping a unit, in (0, 1].
        rng: where the masks come from.

    Returns:
        `loss, dx = loss(x, X, y)` for a vector x as of `flatten`, X (N, D) with samples in rows, y (N,).
    """

    def loss(x: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
        params = unflatten(x, like)
        scores, cache = forward_train(params, X.T, p, rng)
        value, dscores = cross_entropy(scores, y)
        grads = backward(dscores, params, cache)
        return value, flatten({name: grads[name] for name in like})

    return loss


def corrupt_labels(y: np.ndarray, share: float, rng: np.random.Generator, *, classes: int = 10) -> np.ndarray:
    """Replace a share, in [0, 1], of the labels y (N,) by another class, drawn at random. A new array."""
    y = y.copy()
    chosen = rng.permutation(len(y))[: round(share * len(y))]
    y[chosen] = (y[chosen] + rng.integers(1, classes, len(chosen))) % classes
    return y
