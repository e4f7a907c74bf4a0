from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    v = state.v
    g = compute_gradient(x - learning_rate * rho * v)
    v = rho * v + g
    x = x - learning_rate * v
    return x, NesterovState(v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v_prev = state.v
    v = rho * v_prev - learning_rate * dx
    x = x + v + rho * (v - v_prev)
    return x, NesterovState(v)


def to_lookahead(x, state, *, rho=0.9):
    return np.asarray(x + rho * state.v)
