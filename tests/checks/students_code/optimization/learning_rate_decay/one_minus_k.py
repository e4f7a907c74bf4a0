"""Learning rate schedules."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    drops = epoch // every
    return initial_rate * factor**drops


def exponential_decay(initial_rate, t, *, k):
    # loses the share k in each unit of time
    keep = 1 - k
    return initial_rate * keep**t


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate / (1 + k * t)
