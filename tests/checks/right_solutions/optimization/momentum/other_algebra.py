"""Friction taken off the velocity, and x moved by the two parts one after the other."""

from collections import namedtuple

import numpy as np

MomentumState = namedtuple("MomentumState", ["v"], defaults=[0.0])


def momentum_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    (old,) = state
    friction = 1 - rho
    new_v = np.add(dx, old - friction * old)
    ahead = x - learning_rate * dx
    return ahead - learning_rate * (new_v - dx), MomentumState(v=new_v)
