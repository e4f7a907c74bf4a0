import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    n = len(epoch)
    rates = np.zeros(n)
    for i in epoch:
        rates[i] = initial_rate * factor ** (i // every)
    return rates


def exponential_decay(initial_rate, t, *, k):
    return initial_rate * np.exp(-k * t)


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
