from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    # 1. jump in the direction of the old velocity
    x = x + rho * state.v
    # 2. correct with the gradient measured there
    correction = learning_rate * compute_gradient(x)
    v = rho * state.v - correction
    # 3. move
    x = x + v
    return x, NesterovState(v=v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    raise NotImplementedError()


def to_lookahead(x, state, *, rho=0.9):
    raise NotImplementedError()
