import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    e = np.asarray(epoch)
    lr = np.full(e.shape, float(initial_rate))
    hit = (e % every == 0) & (e > 0)
    lr[hit] = lr[hit] * factor
    return lr if lr.ndim else float(lr)


def exponential_decay(initial_rate, t, *, k):
    raise NotImplementedError()


def inverse_time_decay(initial_rate, t, *, k):
    return initial_rate / (1 + k * t)
