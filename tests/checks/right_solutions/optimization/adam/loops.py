"""Number by number over the flat arrays, in Python floats."""

from typing import NamedTuple

import numpy as np


class AdamState(NamedTuple):
    first_moment: np.ndarray | float = 0.0
    second_moment: np.ndarray | float = 0.0
    t: int = 0


def _walk(x, dx, state, rate, beta1, beta2, epsilon, full1, full2):
    m_old = np.broadcast_to(state.first_moment, x.shape).ravel().tolist()
    s_old = np.broadcast_to(state.second_moment, x.shape).ravel().tolist()
    m, s, moved = [], [], []
    for point, slope, m_i, s_i in zip(x.ravel().tolist(), dx.ravel().tolist(), m_old, s_old, strict=True):
        m.append(beta1 * m_i + (1 - beta1) * slope)
        s.append(beta2 * s_i + (1 - beta2) * slope**2)
        moved.append(point - rate * (m[-1] / full1) / ((s[-1] / full2) ** 0.5 + epsilon))
    back = [np.array(values, dtype=x.dtype).reshape(x.shape) for values in (moved, m, s)]
    return back[0], AdamState(back[1], back[2], state.t + 1)


def adam_almost_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    return _walk(x, dx, state, learning_rate, beta1, beta2, epsilon, 1.0, 1.0)


def adam_step(x, dx, state, *, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7):
    t = state.t + 1
    return _walk(x, dx, state, learning_rate, beta1, beta2, epsilon, 1 - beta1**t, 1 - beta2**t)
