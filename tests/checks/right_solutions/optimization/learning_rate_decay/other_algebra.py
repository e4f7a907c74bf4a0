"""Powers as exponentials, floor division, and intermediate names."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    return np.power(factor, epoch // every) * initial_rate


def exponential_decay(initial_rate, t, *, k):
    return initial_rate / np.exp(k * t)


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate * (k * t + 1.0) ** -1.0
