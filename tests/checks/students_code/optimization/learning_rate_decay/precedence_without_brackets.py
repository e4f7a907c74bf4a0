import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    raise NotImplementedError()


def exponential_decay(initial_rate, t, *, k):
    return np.exp(-k * t) * initial_rate


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate / 1 + k * t
