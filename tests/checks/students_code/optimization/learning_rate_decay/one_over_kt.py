import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    raise NotImplementedError()


def exponential_decay(initial_rate, t, *, k):
    raise NotImplementedError()


def inverse_time_decay(initial_rate, t, *, k):
    # 1/t decay
    return initial_rate * (k * t) ** -1.0
