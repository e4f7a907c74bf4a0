from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v = rho * state.v - learning_rate * dx
    next_x = x + v
    return next_x, MomentumState(v)
