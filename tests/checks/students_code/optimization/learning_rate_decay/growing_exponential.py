import math

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    raise NotImplementedError()


def exponential_decay(initial_rate, t, *, k):
    alpha_0 = initial_rate
    alpha = alpha_0 * math.exp(k * t)
    return alpha


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
