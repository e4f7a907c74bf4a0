"""SGD with momentum: a velocity collects the gradients, and the parameters follow the velocity."""

from typing import NamedTuple

import numpy as np


class MomentumState(NamedTuple):
    """What momentum keeps between two steps: the velocity v."""

    v: np.ndarray | float = 0.0


def momentum_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: MomentumState,
    *,
    learning_rate: float = 1e-2,
    rho: float = 0.9,
) -> tuple[np.ndarray, MomentumState]:
    """One step of SGD with momentum."""
    v = state.v
    v *= rho
    v += dx
    return x - learning_rate * v, MomentumState(v)
