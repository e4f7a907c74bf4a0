"""The lecture's own lines, on copies: old_v is kept under a name."""

from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    v = np.zeros_like(x)
    v += state.v
    v *= rho
    point = np.array(x)
    point += v
    v -= learning_rate * np.asarray(compute_gradient(point))
    x = x.copy()
    x += v
    return x, state._replace(v=v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    old_v = state.v
    v = old_v * rho - dx * learning_rate
    x = x.copy()
    x += -rho * old_v + (1 + rho) * v
    return x, NesterovState(v=v)


def to_lookahead(x, state, *, rho=0.9):
    x_tilde = x.copy()
    x_tilde += rho * state.v
    return x_tilde
