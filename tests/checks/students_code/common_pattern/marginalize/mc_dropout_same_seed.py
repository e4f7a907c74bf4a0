import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError(f"n_samples must be >= 2 but is {n_samples}")
    seed = int(rng.integers(2**31))
    preds = np.stack([stochastic_predict(x, np.random.default_rng(seed)) for _ in range(n_samples)])
    mean = preds.mean(axis=0)
    s = preds.std(axis=0, ddof=1)
    return mean, s / n_samples**0.5
