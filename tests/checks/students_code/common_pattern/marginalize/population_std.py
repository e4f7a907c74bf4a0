"""Monte Carlo over the noise."""

import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError(f"n_samples must be at least 2, got {n_samples}")
    draws = np.stack([np.array(stochastic_predict(x, rng)) for _ in range(n_samples)])
    mean = np.mean(draws, axis=0)
    se = np.std(draws, axis=0) / n_samples**0.5
    return mean, se
