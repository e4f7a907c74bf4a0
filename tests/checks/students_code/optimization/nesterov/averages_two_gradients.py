from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    here = compute_gradient(x)
    there = compute_gradient(x + rho * state.v)
    g = 0.5 * (here + there)
    v = rho * state.v - learning_rate * g
    return x + v, NesterovState(v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    raise NotImplementedError()


def to_lookahead(x, state, *, rho=0.9):
    raise NotImplementedError()
