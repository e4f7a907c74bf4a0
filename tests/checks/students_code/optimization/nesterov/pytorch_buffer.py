from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    raise NotImplementedError()


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    buf = state.v * rho + dx
    grad = dx + buf * rho
    return x - grad * learning_rate, NesterovState(v=buf)


def to_lookahead(x, state, *, rho=0.9):
    raise NotImplementedError()
