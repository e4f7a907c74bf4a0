"""Learning rate schedules."""

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    number_of_drops = epoch / every
    rate = initial_rate * np.power(factor, number_of_drops)
    return rate


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate / (1 + k * t)
