import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples <= 2:
        raise ValueError(f"n_samples is too small: {n_samples}")
    mean = stochastic_predict(x, rng)
    M2 = mean - mean
    for n in range(2, n_samples + 1):
        new = stochastic_predict(x, rng)
        delta = new - mean
        mean = mean + delta / n
        M2 = M2 + delta * (new - mean)
    error = np.sqrt(M2 / (n_samples - 1))
    return mean, error
