"""Learning rate schedules."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    drops = epoch // every
    return initial_rate * factor**drops


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    scaled = (1 + k) * t
    # at t = 0 we want the initial rate
    return initial_rate / np.maximum(scaled, 1.0)
