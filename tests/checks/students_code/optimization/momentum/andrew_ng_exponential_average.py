from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    beta = rho
    vdw = state.v
    # moving average of the gradients
    vdw = beta * vdw + (1 - beta) * dx
    W = x - learning_rate * vdw
    return W, MomentumState(vdw)
