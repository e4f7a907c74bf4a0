import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    lr = initial_rate
    while epoch > every:
        lr *= factor
        epoch -= every
    return lr


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
