from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    raise NotImplementedError()


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    mu = rho
    v = state.v
    v_prev = v  # back this up
    v *= mu
    v -= learning_rate * dx  # velocity update stays the same
    x = x + (-mu * v_prev + (1 + mu) * v)  # position update changes form
    return x, NesterovState(v)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
