"""Nesterov momentum."""

from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    """The velocity."""

    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    """look ahead, then correct"""
    vel = state.v
    lookahead = x + rho * vel
    vel = rho * vel - learning_rate * compute_gradient(lookahead)
    return lookahead + vel, NesterovState(vel)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v_prev = state.v
    v = rho * v_prev - learning_rate * dx
    return x - rho * v_prev + (1 + rho) * v, NesterovState(v)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
