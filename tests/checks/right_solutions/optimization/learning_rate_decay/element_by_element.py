"""Plain Python for one number, and a loop over the elements of an array."""

import math

import numpy as np


def _each(rate_at, times):
    if not isinstance(times, np.ndarray):
        return rate_at(times)
    rates = np.empty_like(times)
    for index in np.ndindex(times.shape):
        rates[index] = rate_at(float(times[index]))
    return rates


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    def rate_at(one_epoch):
        rate = initial_rate
        for _ in range(int(one_epoch) // every):
            rate *= factor
        return rate

    return _each(rate_at, epoch)


def exponential_decay(initial_rate, t, *, k):
    return _each(lambda one: initial_rate * math.exp(-k * one), t)


def inverse_time_decay(initial_rate, t, *, k):
    return _each(lambda one: initial_rate / (1 + k * one), t)
