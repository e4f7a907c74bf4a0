from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    xt = x + rho * state.v
    g = compute_gradient(xt)
    v1 = rho * state.v - learning_rate * g
    return x + v1, NesterovState(v1)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v0 = np.atleast_1d(state.v)
    v1 = rho * v0 - learning_rate * dx
    x1 = x + rho * v0 + (1 + rho) * v1
    return x1, NesterovState(v1)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
