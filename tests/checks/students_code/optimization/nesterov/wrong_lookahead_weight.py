"""Nesterov momentum."""

from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    """The velocity."""

    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    ahead = x + rho * state.v
    g = compute_gradient(ahead)
    v = rho * state.v - learning_rate * g
    return x + v, NesterovState(v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    x_tilde = np.array(x, dtype=float)
    old = np.array(state.v, dtype=float)
    new = rho * old - learning_rate * np.array(dx, dtype=float)
    x_tilde = x_tilde - rho * old
    x_tilde = x_tilde + rho * new
    return x_tilde, NesterovState(new)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
