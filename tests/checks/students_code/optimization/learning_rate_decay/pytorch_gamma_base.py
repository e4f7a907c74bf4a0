import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    raise NotImplementedError()


def exponential_decay(initial_rate, t, *, k):
    gamma = k
    return initial_rate * gamma**t


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
