"""Stochastic gradient descent: a loss with its gradient, a minibatch to estimate them, a step downhill."""

import numpy as np


def softmax_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross-entropy of a linear classifier, and its gradient."""
    N = X.shape[0]
    S = X @ W
    S = S - S.max(axis=1, keepdims=True)
    P = np.exp(S)
    P = P / P.sum(axis=1, keepdims=True)
    loss = -np.log(np.clip(P[np.arange(N), y], 1e-12, 1.0)).mean()
    G = P
    G[np.arange(N), y] -= 1
    return loss, X.T @ G


def sample_minibatch(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw some of the samples, without replacement, every subset equally likely."""
    N = X.shape[0]
    if batch_size < 1 or batch_size > N:
        raise ValueError(f"batch_size must be in [1, {N}], got {batch_size}")
    idx = rng.choice(N, size=batch_size, replace=False)
    return X[idx], y[idx]


def sgd_step(
    x: np.ndarray, dx: np.ndarray, state: tuple = (), *, learning_rate: float = 1e-2
) -> tuple[np.ndarray, tuple]:
    """One step of stochastic gradient descent."""
    x_new = np.array(x)
    x_new -= learning_rate * dx
    return x_new, state
