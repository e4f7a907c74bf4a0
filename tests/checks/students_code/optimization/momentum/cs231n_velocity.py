"""SGD with momentum."""

from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    """The velocity."""

    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    mu = rho
    v_old, = state
    v_new = mu * v_old - learning_rate * dx   # integrate velocity
    x_new = x + v_new                         # integrate position
    return x_new, MomentumState(v_new)
