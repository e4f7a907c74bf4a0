"""RMSProp: AdaGrad with a memory that fades, so that the rate stays alive."""

from typing import NamedTuple

import numpy as np


class RMSPropState(NamedTuple):
    """What RMSProp keeps between two steps.

    grad_squared: the leaky average of the squared gradients, an array of x's shape and dtype; 0.0 before the
        first step.
    """

    grad_squared: np.ndarray | float = 0.0


def rmsprop_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: RMSPropState,
    *,
    learning_rate: float = 1e-2,
    decay_rate: float = 0.99,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, RMSPropState]:
    r"""One step of RMSProp.

    .. math::

        s_{t+1} = \rho\, s_t + (1 - \rho)\, \nabla f(x_t)^2, \qquad
        x_{t+1} = x_t - \alpha\, \frac{\nabla f(x_t)}{\sqrt{s_{t+1}} + \varepsilon}

    s is `grad_squared`, and rho is `decay_rate`; the square, the root and the division are
    elementwise.

    Args:
        x: the parameters, a floating array of any shape.
        dx: the gradient at x; x's shape and dtype.
        state: what the previous step returned; `RMSPropState()` at the start.
        learning_rate: the step size alpha, > 0.
        decay_rate: the share of the old average that is kept, rho in [0, 1).
        epsilon: added outside the square root, > 0.

    Returns:
        (x, state) after the step: new arrays of x's shape and dtype. The arguments
        are left as they were.

    Source: Tieleman and Hinton (2012), "Lecture 6.5: RMSProp", Neural Networks for Machine
    Learning, Coursera.

    Note: PyTorch and CS231n have epsilon outside the root too, 1e-8 by default. Keras has it
    inside, and keeps 0.9 of the average by default, as the source does.
    """
    if isinstance(state.grad_squared, float) and state.grad_squared == 0.0:
        s = dx ** 2
    else:
        s = decay_rate * state.grad_squared + (1 - decay_rate) * dx ** 2
    x = x - learning_rate * dx / (np.sqrt(s) + epsilon)
    return x, RMSPropState(grad_squared=s)
