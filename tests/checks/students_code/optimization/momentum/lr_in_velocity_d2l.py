from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    """v: velocity"""

    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    eta, beta = np.array([learning_rate, rho])
    v_t = beta * state.v + eta * dx
    x_t = x - v_t
    return x_t, MomentumState(v=v_t)
