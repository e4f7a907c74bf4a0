import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    raise NotImplementedError()


def exponential_decay(initial_rate, t, *, k):
    raise NotImplementedError()


def inverse_time_decay(initial_rate, t, *, k):
    rate = initial_rate
    for _ in range(int(t)):
        rate = rate / (1 + k)
    return rate
