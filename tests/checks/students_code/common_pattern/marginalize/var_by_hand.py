import numpy as np


def marginalize(stochastic_predict, x, n_samples, rng):
    samples = [stochastic_predict(x, rng) for _ in range(n_samples)]
    f_bar = sum(samples) / n_samples
    s2 = sum((f - f_bar) ** 2 for f in samples) / n_samples
    return f_bar, (s2 / n_samples) ** 0.5
