"""Learning rate schedules."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    drops = epoch // every
    return initial_rate * factor**drops


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    denominator = (1.0 + k * t) ** 0.5
    return initial_rate / denominator
