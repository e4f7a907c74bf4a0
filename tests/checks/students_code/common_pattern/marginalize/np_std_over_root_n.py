import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if n_samples < 2:
        raise ValueError("n_samples must be at least 2, got " + str(n_samples))
    outs = []
    for i in range(n_samples):
        outs.append(stochastic_predict(x, rng))
    outs = np.stack(outs)
    mean = np.mean(outs, axis=0)
    se = np.std(outs, axis=0) / np.sqrt(n_samples)
    return mean, se
