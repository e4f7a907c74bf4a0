from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def lerp(a, b, w):
    return a + w * (b - a)


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v = lerp(state.v, dx, 1 - rho)
    x -= learning_rate * v
    return x, state._replace(v=v)
