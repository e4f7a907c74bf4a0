"""The lecture's second form of the move, and momentum's velocity inside."""

from collections import namedtuple

import numpy as np

NesterovState = namedtuple("NesterovState", "v", defaults=(0.0,))


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    x_tilde = to_lookahead(x, state, rho=rho)
    x_new = x_tilde - learning_rate * compute_gradient(x_tilde)
    return x_new, NesterovState(rho * state.v - learning_rate * ((x_tilde - x_new) / learning_rate))


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    collected = -(rho * state.v) / learning_rate + dx
    v = -learning_rate * collected
    return x + v + rho * (v - state.v), NesterovState(v)


def to_lookahead(x, state, *, rho=0.9):
    return np.add(state.v * rho, x)
