from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    friction = rho
    v = state.v - friction * state.v + dx
    return x - learning_rate * v, MomentumState(v)
