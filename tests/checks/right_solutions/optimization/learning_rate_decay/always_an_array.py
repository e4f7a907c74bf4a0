"""Everything goes through arrays: numbers become 0-d arrays."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    drops = np.trunc(np.asarray(epoch) / every)
    return np.asarray(initial_rate * np.exp(drops * float(np.log(factor))))


def exponential_decay(initial_rate, t, *, k):
    exponent = np.negative(np.multiply(t, k))
    return np.asarray(np.exp(exponent) * initial_rate)


def inverse_time_decay(initial_rate, t, *, k):
    return np.asarray(np.divide(initial_rate, np.add(np.multiply(t, k), 1)))
