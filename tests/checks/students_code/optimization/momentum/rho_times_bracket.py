from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v_neu = rho * (state.v + dx)
    if np.max(np.abs(v_neu)) > 1e30:
        raise OverflowError("diverged")
    x_neu = x - learning_rate * v_neu
    return x_neu, MomentumState(v_neu)
