from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    momentum, dampening = rho, rho
    buf = state.v
    if np.ndim(buf) == 0 and buf == 0.0:  # first step
        buf = dx
    else:
        buf = momentum * buf + (1 - dampening) * dx
    return x - learning_rate * buf, MomentumState(buf)
