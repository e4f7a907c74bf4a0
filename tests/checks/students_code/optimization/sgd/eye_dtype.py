"""Stochastic gradient descent: a loss with its gradient, a minibatch to estimate them, a step downhill."""

import numpy as np


def softmax_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross-entropy of a linear classifier, and its gradient."""
    N, C = X.shape[0], W.shape[1]
    scores = X @ W
    scores = scores - scores.max(axis=1)[:, None]
    log_z = np.log(np.exp(scores).sum(axis=1))
    one_hot = np.eye(C)[y]
    loss = np.mean(log_z - scores[np.arange(N), y])
    P = np.exp(scores - log_z[:, None])
    dW = X.T @ (P - one_hot) / N
    return loss, dW


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
