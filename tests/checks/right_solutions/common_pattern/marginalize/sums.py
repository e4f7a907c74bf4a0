"""The sum and the sum of squares, accumulated in place in arrays of its own."""

import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError(f"need at least two samples, got n_samples={n_samples}")
    total, total_of_squares = None, None
    for _ in range(n_samples):
        prediction = np.asarray(stochastic_predict(x, rng))
        if total is None:
            total, total_of_squares = np.zeros_like(prediction), np.zeros_like(prediction)
        total += prediction
        total_of_squares += prediction**2
    mean = total / n_samples
    variance = (total_of_squares - n_samples * mean**2) / (n_samples - 1)
    return mean, (np.maximum(variance, 0) / n_samples) ** 0.5
