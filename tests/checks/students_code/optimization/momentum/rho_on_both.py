"""SGD with momentum: a velocity collects the gradients, and the parameters follow the velocity."""

from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    """What momentum keeps between two steps.

    v: the velocity, an array of x's shape and dtype; 0.0 before the first step.
    """

    v: np.ndarray | float = 0.0


def momentum_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: MomentumState,
    *,
    learning_rate: float = 1e-2,
    rho: float = 0.9,
) -> tuple[np.ndarray, MomentumState]:
    r"""One step of SGD with momentum.

    .. math::

        v_{t+1} = \rho\, v_t + \nabla f(x_t), \qquad x_{t+1} = x_t - \alpha\, v_{t+1}

    Args:
        x: the parameters, a floating array of any shape.
        dx: the gradient at x; x's shape and dtype.
        state: what the previous step returned; `MomentumState()` at the start.
        learning_rate: the step size alpha, > 0.
        rho: the share of the velocity that is kept, in [0, 1); "friction" is 1 - rho.

    Returns:
        (x, state) after the step: new arrays of x's shape and dtype. The arguments
        are left as they were.

    Source: Polyak (1964), "Some methods of speeding up the convergence of iteration
    methods".

    Note: here v holds gradients and the learning rate stands outside, as in PyTorch.
    CS231n's code and Sutskever et al. (2013) put the rate inside, v = rho * v - alpha * dx
    and x = x + v: the same path for a constant rate, but a velocity that is -alpha times this one.
    """
    v = rho * (state.v + dx)
    x_next = x - learning_rate * v
    return x_next, state._replace(v=v)
