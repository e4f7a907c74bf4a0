"""NumPy's functions by name, and the effective rate computed first."""

from collections import namedtuple

import numpy as np

RMSPropState = namedtuple("RMSPropState", "grad_squared", defaults=(0.0,))


def rmsprop_step(x, dx, state, *, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-7):
    (old,) = state
    square = np.square(dx)
    new = np.add(square, decay_rate * (old - square))
    effective_rate = np.divide(learning_rate, np.add(np.sqrt(new), epsilon))
    return np.subtract(x, np.multiply(effective_rate, dx)), RMSPropState(grad_squared=new)
