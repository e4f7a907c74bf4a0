"""Nesterov momentum."""

from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    """The velocity."""

    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    grad_here = compute_gradient(x.copy())
    momentum_part = rho * state.v
    gradient_part = learning_rate * grad_here
    v = momentum_part - gradient_part
    return np.add(x, v), NesterovState(v=v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v_prev = state.v
    v = rho * v_prev - learning_rate * dx
    return x - rho * v_prev + (1 + rho) * v, NesterovState(v)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
