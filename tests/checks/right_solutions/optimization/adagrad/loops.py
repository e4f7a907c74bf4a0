"""Number by number over the flat arrays."""

from collections import namedtuple

import numpy as np

AdaGradState = namedtuple("AdaGradState", ["grad_squared"], defaults=[0.0])


def adagrad_step(x, dx, state, *, learning_rate=1e-2, epsilon=1e-7):
    sums = np.broadcast_to(state.grad_squared, x.shape).astype(x.dtype).ravel()
    points, slopes = x.flatten(), dx.flatten()
    for i in range(points.size):
        sums[i] = sums[i] + slopes[i] ** 2
        effective_rate = learning_rate / (float(sums[i]) ** 0.5 + epsilon)
        points[i] -= effective_rate * slopes[i]
    return points.reshape(x.shape), AdaGradState(sums.reshape(x.shape))
