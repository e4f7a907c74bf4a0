"""Nesterov momentum: look where the velocity will carry you, and take the gradient there."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    """What Nesterov momentum keeps between two steps.

    v: the velocity, an array of x's shape and dtype; 0.0 before the first step.
    """

    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(
    x: np.ndarray,
    compute_gradient: Callable[[np.ndarray], np.ndarray],
    state: NesterovState,
    *,
    learning_rate: float = 1e-2,
    rho: float = 0.9,
) -> tuple[np.ndarray, NesterovState]:
    r"""One step of Nesterov momentum, with the gradient at the point ahead.

    .. math::

        v_{t+1} = \rho\, v_t - \alpha\, \nabla f(x_t + \rho\, v_t), \qquad x_{t+1} = x_t + v_{t+1}

    Args:
        x: the parameters, a floating array of any shape.
        compute_gradient: point -> gradient of the loss there, an array of x's shape and
            dtype. It is called exactly once a step: gradients are what training pays for.
        state: what the previous step returned; `NesterovState()` at the start.
        learning_rate: the step size alpha, > 0.
        rho: the share of the velocity that is kept, in [0, 1).

    Returns:
        (x, state) after the step: new arrays of x's shape and dtype. The arguments
        are left as they were.

    Source: Nesterov (1983), "A method for solving the convex programming problem with
    convergence rate O(1/k^2)"; in this form Sutskever et al. (2013), "On the importance of
    initialization and momentum in deep learning".

    Note: here v holds steps, with the learning rate and the minus sign inside. The v of
    `momentum_step` holds gradients; it is -v / alpha of this one.
    """
    v = state.v
    peek = x - learning_rate * rho * v
    v_new = rho * v - learning_rate * compute_gradient(peek)
    return x + v_new, NesterovState(v_new)


def nesterov_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: NesterovState,
    *,
    learning_rate: float = 1e-2,
    rho: float = 0.9,
) -> tuple[np.ndarray, NesterovState]:
    r"""One step of Nesterov momentum, told by the point ahead alone.

    With :math:`\tilde{x}_t = x_t + \rho\, v_t` as the variable, the gradient is taken where
    the variable is, as in every other rule:

    .. math::

        v_{t+1} = \rho\, v_t - \alpha\, \nabla f(\tilde{x}_t), \qquad
        \tilde{x}_{t+1} = \tilde{x}_t - \rho\, v_t + (1 + \rho)\, v_{t+1}

    Args:
        x: the point ahead, x-tilde: a floating array of any shape. At the start, where
            the velocity is 0, it is the parameters themselves.
        dx: the gradient at x-tilde; x's shape and dtype.
        state: what the previous step returned; `NesterovState()` at the start.
        learning_rate: the step size alpha, > 0.
        rho: the share of the velocity that is kept, in [0, 1).

    Returns:
        (x, state) after the step: the next point ahead and the velocity, new arrays of x's
        shape and dtype. The arguments are left as they were.

    Source: Bengio, Boulanger-Lewandowski and Pascanu (2013), "Advances in optimizing
    recurrent networks", section 3.5.

    Note: PyTorch's SGD(nesterov=True) keeps buf = -v / alpha and steps by
    -alpha * (dx + rho * buf): the same path for a constant rate, another velocity.
    """
    v_new = rho * state.v - learning_rate * dx
    return x + v_new + rho * (v_new - state.v), state._replace(v=v_new)


def to_lookahead(x: np.ndarray, state: NesterovState, *, rho: float = 0.9) -> np.ndarray:
    r"""The point ahead: where the velocity alone would carry x.

    .. math::

        \tilde{x}_t = x_t + \rho\, v_t

    Args:
        x: the parameters, a floating array of any shape.
        state: the state that belongs to x, as returned by `nesterov_lookahead_step`.
        rho: the share of the velocity that is kept, in [0, 1).

    Returns:
        x_tilde: a new array of x's shape and dtype, also where the velocity is still 0.

    Source: the change of variables of Bengio, Boulanger-Lewandowski and Pascanu (2013),
    "Advances in optimizing recurrent networks".
    """
    return x + rho * state.v
