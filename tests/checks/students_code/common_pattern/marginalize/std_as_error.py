import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    predictions = np.array([stochastic_predict(x, rng) for _ in range(n_samples)])
    return predictions.mean(axis=0), predictions.std(axis=0, ddof=1)
