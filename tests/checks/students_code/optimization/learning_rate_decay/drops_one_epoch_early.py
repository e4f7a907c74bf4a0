"""Learning rate schedules."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    rate = initial_rate
    e = every
    # multiply once for each completed period
    while e <= epoch + 1:
        rate = rate * factor
        e += every
    return rate


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate / (1 + k * t)
