"""Testing by marginalizing over the noise: the mean of many noisy predictions, and how far it may be off."""

import math
from collections.abc import Callable

import numpy as np


def marginalize(
    stochastic_predict: Callable, x: np.ndarray, n_samples: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Estimate the expected prediction of a noisy network by Monte Carlo."""
    if n_samples < 2:
        raise ValueError(f"n_samples = {n_samples} is below 2")
    samples = np.array([np.array(stochastic_predict(x, rng)) for _ in range(n_samples)])
    mean = samples.mean(axis=0, dtype=np.float64)
    error = samples.std(axis=0, ddof=1, dtype=np.float64) / math.sqrt(samples.shape[-1])
    dtype = np.result_type(samples.dtype, np.float16)
    return mean.astype(dtype), error.astype(dtype)
