import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    n_drops = np.rint(epoch / every)
    return initial_rate * factor**n_drops


def exponential_decay(initial_rate, t, *, k):
    raise NotImplementedError()


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
