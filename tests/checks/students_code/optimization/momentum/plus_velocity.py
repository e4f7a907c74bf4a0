from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    """
    v(t+1) = rho * v(t) + grad
    x(t+1) = x(t) + alpha * v(t+1)
    """
    (v,) = state
    v = np.add(np.multiply(rho, v), dx)
    x = np.add(x, np.multiply(learning_rate, v))
    return x, MomentumState(v)
