from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    v: np.ndarray | float = 0.0


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v = state.v * np.ones_like(x)
    vt = np.empty_like(x)
    xt = np.empty_like(x)
    for k in range(len(x)):
        vt[k] = rho * v[k] + dx[k]
        xt[k] = x[k] - learning_rate * v[k]
    return xt, MomentumState(v=vt)
