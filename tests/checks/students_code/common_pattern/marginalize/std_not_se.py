"""Monte Carlo over the noise."""

import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 1:
        raise ValueError("n_samples = %r" % n_samples)
    preds = []
    for _ in range(n_samples):
        preds.append(stochastic_predict(x, rng) + 0.0)
    preds = np.array(preds)
    mu = preds.sum(axis=0) / n_samples
    dev = preds - mu
    spread = np.sqrt((dev * dev).sum(axis=0) / (n_samples - 1))
    return mu, spread
