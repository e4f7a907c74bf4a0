import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    return initial_rate * factor ** (epoch / every)


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate / (1 + k * t)
