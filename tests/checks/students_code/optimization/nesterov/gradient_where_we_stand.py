from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    grad = compute_gradient(x)
    v_new = rho * state.v - learning_rate * grad
    x += v_new
    return x, NesterovState(v_new)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    raise NotImplementedError()


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
