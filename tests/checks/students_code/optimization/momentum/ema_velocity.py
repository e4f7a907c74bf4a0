"""SGD with momentum."""

from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    """The velocity."""

    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    velocity = state.v
    # moving average  v + (1 - rho)(g - v)
    velocity = velocity + (1.0 - rho) * (dx - velocity)
    new_x = x - learning_rate * velocity
    return new_x, MomentumState(v=velocity)
