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
    # torch.optim.SGD(nesterov=True)
    buf = rho * state.v + dx
    d_p = dx + rho * buf
    return x - learning_rate * d_p, NesterovState(v=buf)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
