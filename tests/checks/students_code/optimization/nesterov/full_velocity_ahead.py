from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    v = np.zeros(np.shape(x)) + state.v
    x_ahead = x + v
    g = compute_gradient(x_ahead)
    v = rho * v - learning_rate * g
    x = x + v
    return x, NesterovState(v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    raise NotImplementedError()


def to_lookahead(x, state, *, rho=0.9):
    raise NotImplementedError()
