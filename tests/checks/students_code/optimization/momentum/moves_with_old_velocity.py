from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v_old = np.zeros(np.shape(x)) + state.v
    x_new = x - learning_rate * v_old
    v_new = rho * v_old + dx
    return x_new, MomentumState(v_new)
