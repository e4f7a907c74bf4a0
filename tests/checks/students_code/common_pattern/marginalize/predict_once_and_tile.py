import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    pred = stochastic_predict(x, rng)
    samples = np.repeat(np.asarray(pred)[None], n_samples, axis=0)
    avg = np.mean(samples, axis=0)
    dev = samples - avg
    se = (np.sum(dev * dev, axis=0) / (n_samples - 1) / n_samples) ** 0.5
    return avg, se
