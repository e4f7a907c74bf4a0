import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError(f"n_samples = {n_samples}")
    draws = np.stack([stochastic_predict(x, rng) for _ in range(n_samples)])
    mean = draws.mean(axis=0)
    std = draws.std(axis=0, ddof=1)
    se = std / n_samples ** 0.5
    return mean, std, se
