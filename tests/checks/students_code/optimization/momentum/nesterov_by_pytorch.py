from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9, nesterov=True):
    buf = rho * state.v + dx
    if nesterov:
        d_p = dx + rho * buf
    else:
        d_p = buf
    x -= learning_rate * d_p
    return x, MomentumState(buf)
