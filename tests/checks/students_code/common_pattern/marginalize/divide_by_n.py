import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError("n_samples has to be at least two: %r" % n_samples)
    total, total_sq, first = 0.0, 0.0, None
    for _ in range(n_samples):
        y = stochastic_predict(x, rng)
        if first is None:
            first = y
        d = y - first
        total = total + d
        total_sq = total_sq + d * d
    mean_d = total / n_samples
    var = (total_sq - n_samples * mean_d**2) / (n_samples - 1)
    std = np.maximum(var, 0) ** 0.5
    return first + mean_d, std / n_samples
