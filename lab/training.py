"""The training loop that all optimizers share: draw a minibatch, take its gradient, make one step."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class TrainingRun(NamedTuple):
    """What a training run leaves behind: the parameters, and the loss of every minibatch on the way."""

    x: np.ndarray
    losses: np.ndarray


def train(
    step: Callable[..., Any],
    state: Any,
    loss: Callable[..., Any],
    x: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    *,
    sample: Callable[..., Any],
    batch_size: int,
    steps: int,
    rng: np.random.Generator,
    **hyperparameters: float,
) -> TrainingRun:
    """Train the parameters x on the data X, y with any update rule of the course.

    Args:
        step: the update rule, `x, state = step(x, dx, state, **hyperparameters)`.
        state: the rule's state before the first step, such as `MomentumState()`, or `()` for SGD.
        loss: `value, dx = loss(x, X_batch, y_batch)`, the mean loss of a batch and its gradient.
        x: the parameters to start from, an array of any shape. It is left as it is.
        X: one sample a row, (N, ...).
        y: their labels, (N,).
        sample: `X_batch, y_batch = sample(X, y, batch_size, rng)`.
        batch_size: samples a step, in [1, N].
        steps: how many steps to make, at least 0.
        rng: the source of all randomness; the same seed gives the same run.
        hyperparameters: handed to the update rule, such as `learning_rate=0.1`.

    Returns:
        x: the parameters after the last step, of the shape of those at the start.
        losses: (steps,), for every step the loss of its minibatch before x moved. Each value
        comes from another batch, so the curve is as noisy as the batch is small.

    Raises:
        Whatever `step`, `loss` and `sample` raise.
    """
    losses = np.empty(steps)
    for t in range(steps):
        X_batch, y_batch = sample(X, y, batch_size, rng)
        losses[t], dx = loss(x, X_batch, y_batch)
        x, state = step(x, dx, state, **hyperparameters)
    return TrainingRun(x, losses)
