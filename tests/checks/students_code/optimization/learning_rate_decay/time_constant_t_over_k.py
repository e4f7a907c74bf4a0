import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    n = np.floor(epoch / every)
    return initial_rate * factor**n


def exponential_decay(initial_rate, t, *, k):
    tau = k
    return initial_rate * np.exp(-t / tau)


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
