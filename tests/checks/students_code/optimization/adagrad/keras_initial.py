"""AdaGrad: every parameter divides its gradient by the length of all its gradients so far."""

from typing import NamedTuple

import numpy as np


class AdaGradState(NamedTuple):
    """What AdaGrad keeps between two steps.

    grad_squared: the sum of all squared gradients, an array of x's shape and dtype; 0.0 before the first step.
    """

    grad_squared: np.ndarray | float = 0.0


def adagrad_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: AdaGradState,
    *,
    learning_rate: float = 1e-2,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, AdaGradState]:
    r"""One step of AdaGrad.

    .. math::

        s_{t+1} = s_t + \nabla f(x_t)^2, \qquad
        x_{t+1} = x_t - \alpha\, \frac{\nabla f(x_t)}{\sqrt{s_{t+1}} + \varepsilon}

    s is `grad_squared`; the square, the root and the division are elementwise.

    Args:
        x: the parameters, a floating array of any shape.
        dx: the gradient at x; x's shape and dtype.
        state: what the previous step returned; `AdaGradState()` at the start.
        learning_rate: the step size alpha, > 0.
        epsilon: added outside the square root, > 0. A parameter whose gradients were all
            0 has a root of 0, and stays where it is.

    Returns:
        (x, state) after the step: new arrays of x's shape and dtype. The arguments
        are left as they were.

    Source: Duchi, Hazan and Singer (2011), "Adaptive subgradient methods for online learning
    and stochastic optimization".

    Note: PyTorch has epsilon outside the root too, 1e-10 by default. Keras has it inside,
    and starts the sum at 0.1 instead of 0.
    """
    cache = state.grad_squared
    if isinstance(cache, float):
        cache = np.full_like(x, 0.1)
    cache = cache + dx ** 2
    x = x - learning_rate * dx / (np.sqrt(cache) + epsilon)
    return x, AdaGradState(grad_squared=cache)
