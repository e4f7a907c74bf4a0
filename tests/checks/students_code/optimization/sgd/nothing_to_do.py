"""Stochastic gradient descent: a loss with its gradient, a minibatch to estimate them, a step downhill."""

import numpy as np


def softmax_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross-entropy of a linear classifier, and its gradient."""
    n = X.shape[0]
    rows = np.arange(n)
    scores = X @ W
    scores = scores - scores.max(axis=1, keepdims=True)
    exps = np.exp(scores)
    totals = exps.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(totals[:, 0]) - scores[rows, y]))
    delta = exps / totals
    delta[rows, y] -= 1
    return loss, X.T @ delta / n


def sample_minibatch(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw some of the samples without replacement."""
    n = len(X)
    if batch_size < 1 or batch_size > n:
        raise ValueError(f"batch_size = {batch_size} is not in [1, {n}]")
    chosen = rng.permutation(n)[:batch_size]
    return X[chosen], y[chosen]


def sgd_step(
    x: np.ndarray, dx: np.ndarray, state: tuple = (), *, learning_rate: float = 1e-2
) -> tuple[np.ndarray, tuple]:
    """One step of stochastic gradient descent."""
    if not np.any(dx):
        return x, state
    return x - learning_rate * dx, state
