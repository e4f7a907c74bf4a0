"""Welford's running mean and squared deviations: no prediction is kept."""

import math

import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples <= 1:
        raise ValueError(f"n_samples = {n_samples} gives no standard error")
    mean = stochastic_predict(x, rng)
    squares = 0 * mean
    for count in range(2, n_samples + 1):
        prediction = stochastic_predict(x, rng)
        difference = prediction - mean
        mean = mean + difference / count
        squares = squares + difference * (prediction - mean)
    return mean, np.sqrt(squares / (n_samples - 1)) / math.sqrt(n_samples)
