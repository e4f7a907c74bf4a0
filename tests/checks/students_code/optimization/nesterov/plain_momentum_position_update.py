from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    ahead = to_lookahead(x, state, rho=rho)
    v = rho * state.v - learning_rate * compute_gradient(ahead)
    return x + v, NesterovState(v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v = rho * state.v - learning_rate * dx
    return x + v, (v,)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
