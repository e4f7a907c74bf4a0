"""A copy that is then worked on in place, and a state changed by _replace."""

from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v = np.zeros_like(x)
    v += state.v
    v *= rho
    v += dx
    x = x.copy()
    x -= learning_rate * v
    return x, state._replace(v=v)
