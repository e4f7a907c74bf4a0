from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    v = state.v
    gradient = compute_gradient(np.subtract(x, rho * v))
    velocity = np.subtract(rho * v, learning_rate * gradient)
    return np.add(x, velocity), NesterovState(velocity)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    """change of variables"""
    old = state.v
    new = rho * old - learning_rate * dx
    return x - rho * old + (1 + rho) * new, NesterovState(new)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
