import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError(f"n_samples={n_samples}")
    ys = np.array([stochastic_predict(x, rng) for _ in range(n_samples)])
    m = ys.mean(axis=0)
    err = np.std(ys, ddof=1) / n_samples ** 0.5
    return m, np.full_like(m, err)
