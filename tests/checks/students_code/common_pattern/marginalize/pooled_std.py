"""Testing by marginalizing over the noise: the mean of many noisy predictions, and how far it may be off."""

from collections.abc import Callable

import numpy as np


def marginalize(
    stochastic_predict: Callable, x: np.ndarray, n_samples: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Estimate the expected prediction of a noisy network by Monte Carlo."""
    if n_samples < 1:
        raise ValueError(f"n_samples must be positive, got {n_samples}")
    samples = np.stack([stochastic_predict(x, rng) for _ in range(n_samples)])
    mean = samples.mean(axis=0)
    s = np.std(samples, ddof=1)
    se = np.full_like(mean, s / n_samples ** 0.5)
    return mean, se
