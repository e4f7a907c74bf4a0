"""Stochastic gradient descent: a loss with its gradient, a minibatch to estimate them, a step downhill."""

import numpy as np


def softmax_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    r"""Mean cross-entropy of a linear classifier, and its gradient.

    .. math::

        L(W) = -\frac{1}{N} \sum_{i=1}^{N} \log p_{i, y_i}, \qquad
        p_{ij} = \frac{e^{s_{ij}}}{\sum_k e^{s_{ik}}}, \qquad S = X W

    .. math::

        \nabla_W L = \frac{1}{N} X^\top (P - Y), \qquad Y_{ij} = 1 \text{ where } j = y_i, \text{ else } 0

    Args:
        W: the weights, (D, C), floating.
        X: one sample a row, (N, D), W's dtype.
        y: the right class of every sample, (N,) integers in [0, C).

    Returns:
        (loss, dW): the mean over the N samples, a number, and its gradient, (D, C) in W's
        dtype. Both stay finite and exact for scores as large as 1e4.

    Source: Bishop (2006), "Pattern Recognition and Machine Learning", section 4.3.4.
    """
    N = X.shape[0]
    S = X @ W
    S = S - S.max(axis=1, keepdims=True)
    log_p = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    rows = np.arange(N)
    loss = -log_p[rows, y].mean()
    P = np.exp(log_p)
    P[rows, y] -= 1
    return loss, X.T @ P / N


def sample_minibatch(
    X: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    r"""Draw some of the samples, without replacement, every subset equally likely.

    The mean gradient over such a batch has the full gradient as its expectation:

    .. math::

        \mathbb{E}\Big[\frac{1}{B} \sum_{i \in \mathcal{B}} \nabla L_i\Big] = \frac{1}{N} \sum_{i=1}^{N} \nabla L_i

    Args:
        X: one sample a row, (N, D).
        y: their labels, (N,); the label of a row stays with its row.
        batch_size: how many samples to draw, an integer in [1, N].
        rng: the source of all randomness.

    Returns:
        (X_batch, y_batch): (batch_size, D) and (batch_size,), in any order.

    Raises:
        ValueError: batch_size is below 1 or above N; the message names it and its value.

    Source: Robbins and Monro (1951), "A stochastic approximation method".
    """
    N = X.shape[0]
    if batch_size < 1 or batch_size > N:
        raise ValueError(f"batch_size {batch_size} must lie in [1, {N}]")
    start = int(rng.integers(0, N - batch_size + 1))
    return X[start:start + batch_size].copy(), y[start:start + batch_size].copy()


def sgd_step(
    x: np.ndarray, dx: np.ndarray, state: tuple = (), *, learning_rate: float = 1e-2
) -> tuple[np.ndarray, tuple]:
    r"""One step of stochastic gradient descent.

    .. math::

        x_{t+1} = x_t - \alpha\, \nabla f(x_t)

    Args:
        x: the parameters, a floating array of any shape.
        dx: the gradient at x; x's shape and dtype.
        state: SGD remembers nothing; it is handed back, so that every rule of this
            course has the form `x, state = step(x, dx, state)`.
        learning_rate: the step size alpha, > 0.

    Returns:
        (x, state): x is a new array of the same shape and dtype. Where the lecture writes
        `x -= ...`, this course writes `x = x - ...`: the in-place form would also move
        the array in the hands of whoever called.

    Source: Robbins and Monro (1951), "A stochastic approximation method".
    """
    return x - learning_rate * dx, state
