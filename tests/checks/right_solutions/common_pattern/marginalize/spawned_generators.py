"""A child of rng for every sample, and the variance written out."""

import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    if not n_samples >= 2:
        raise ValueError(f"n_samples: {n_samples}")
    samples = np.stack([stochastic_predict(x, child) for child in rng.spawn(n_samples)], axis=-1)
    mean = np.einsum("...n->...", samples) / n_samples
    deviations = samples - mean[..., None]
    return mean, ((deviations**2).sum(-1) / (n_samples * (n_samples - 1))) ** 0.5
