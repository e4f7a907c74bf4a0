import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError(f"n_samples {n_samples} < 2")
    p0 = np.asarray(stochastic_predict(x, rng))
    acc = np.empty((n_samples,) + p0.shape)
    acc[0] = p0
    for i in range(1, n_samples):
        acc[i] = stochastic_predict(x, rng)
    return acc.mean(0), acc.var(0, ddof=1) / n_samples
