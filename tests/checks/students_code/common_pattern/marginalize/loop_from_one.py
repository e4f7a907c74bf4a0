import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError(f"n_samples must be 2 or more, got {n_samples}")
    preds = []
    for i in range(1, n_samples):
        preds.append(stochastic_predict(x, rng))
    mean = sum(preds) / n_samples
    var = sum((p - mean) ** 2 for p in preds) / (n_samples - 1)
    return mean, (var / n_samples) ** 0.5
