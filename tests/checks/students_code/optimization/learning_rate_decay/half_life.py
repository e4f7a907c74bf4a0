"""Learning rate schedules."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    drops = epoch // every
    return initial_rate * factor**drops


def exponential_decay(initial_rate, t, *, k):
    exponent = -k * float(t)
    decay = 2.0**exponent
    return decay * initial_rate


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate / (1 + k * t)
