"""Adam: momentum's average of gradients over RMSProp's average of their squares, both corrected for starting at 0."""

from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    """What Adam keeps between two steps.

    first_moment: the leaky average of the gradients, an array of x's shape and dtype; 0.0 before the first step.
    second_moment: the leaky average of the squared gradients, likewise.
    t: the number of steps taken, an integer.
    """

    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def adam_almost_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: AdamState,
    *,
    learning_rate: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, AdamState]:
    r"""One step of Adam without bias correction, the lecture's "Adam (almost)".

    .. math::

        m_{t+1} = \beta_1 m_t + (1 - \beta_1)\, \nabla f(x_t), \qquad
        s_{t+1} = \beta_2 s_t + (1 - \beta_2)\, \nabla f(x_t)^2

    .. math::

        x_{t+1} = x_t - \alpha\, \frac{m_{t+1}}{\sqrt{s_{t+1}} + \varepsilon}

    m is `first_moment` and s is `second_moment`; the square, the root and the division are
    elementwise.

    Args:
        x: the parameters, a floating array of any shape.
        dx: the gradient at x; x's shape and dtype.
        state: what the previous step returned; `AdamState()` at the start.
        learning_rate: the step size alpha, > 0.
        beta1: the share of the first moment that is kept, in [0, 1).
        beta2: the share of the second moment that is kept, in [0, 1).
        epsilon: added outside the square root, > 0.

    Returns:
        (x, state) after the step: new arrays of x's shape and dtype, and t one larger. The
        arguments are left as they were.

    Source: Kingma and Ba (2015), "Adam: a method for stochastic optimization", algorithm 1
    without its two lines of bias correction.
    """
    m = beta1 * state.first_moment + (1 - beta1) * dx
    s = beta2 * state.second_moment + (1 - beta2) * m ** 2
    x = x - learning_rate * m / (np.sqrt(s) + epsilon)
    return x, AdamState(m, s, state.t + 1)


def adam_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: AdamState,
    *,
    learning_rate: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, AdamState]:
    r"""One step of Adam, with bias correction.

    With t = 1 in the first step:

    .. math::

        m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t, \qquad
        s_t = \beta_2 s_{t-1} + (1 - \beta_2)\, g_t^2, \qquad g_t = \nabla f(x_{t-1})

    .. math::

        \hat{m}_t = \frac{m_t}{1 - \beta_1^t}, \qquad \hat{s}_t = \frac{s_t}{1 - \beta_2^t}, \qquad
        x_t = x_{t-1} - \alpha\, \frac{\hat{m}_t}{\sqrt{\hat{s}_t} + \varepsilon}

    m is `first_moment` and s is `second_moment`. The state keeps them uncorrected.

    Args:
        x: the parameters, a floating array of any shape.
        dx: the gradient at x; x's shape and dtype.
        state: what the previous step returned; `AdamState()` at the start.
        learning_rate: the step size alpha, > 0.
        beta1: the share of the first moment that is kept, in [0, 1).
        beta2: the share of the second moment that is kept, in [0, 1).
        epsilon: added outside the square root of the corrected second moment, > 0.

    Returns:
        (x, state) after the step: new arrays of x's shape and dtype, and t one larger. The
        arguments are left as they were.

    Source: Kingma and Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.

    Note: PyTorch and CS231n put epsilon here too, 1e-8 by default. Keras and scikit-learn
    add it to the root of the uncorrected moment, the paper's "epsilon hat". That is an
    epsilon of 1 / sqrt(1 - beta2**t) times the size here: 32 times in the first step.
    """
    new = AdamState(
        first_moment=beta1 * state.first_moment + (1 - beta1) * dx,
        second_moment=beta2 * state.second_moment + (1 - beta2) * (dx * dx),
        t=state.t + 1,
    )
    c1 = 1 - beta1 ** new.t
    c2 = 1 - beta2 ** new.t
    direction = (new.first_moment / c1) / (np.sqrt(new.second_moment / c2) + epsilon)
    return x - learning_rate * direction, new
