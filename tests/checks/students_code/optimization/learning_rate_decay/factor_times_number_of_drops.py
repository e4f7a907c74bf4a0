import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    drops = np.floor_divide(epoch, every)
    rate = initial_rate * (factor * drops)
    return rate


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.e ** (-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
