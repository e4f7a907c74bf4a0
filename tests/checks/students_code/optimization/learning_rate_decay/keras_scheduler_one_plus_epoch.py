import math

import numpy as np


def step_decay(initial_rate, epoch, *, factor=0.5, every=10):
    initial_lrate = initial_rate
    drop = factor
    epochs_drop = every
    lrate = initial_lrate * math.pow(drop, math.floor((1 + epoch) / epochs_drop))
    return lrate


def exponential_decay(initial_rate, t, *, k):
    raise NotImplementedError()


def inverse_time_decay(initial_rate, t, *, k):
    raise NotImplementedError()
