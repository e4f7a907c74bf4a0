"""Testing by marginalizing over the noise: the mean of many noisy predictions, and how far it may be off."""

from collections.abc import Callable

import numpy as np


def marginalize(
    stochastic_predict: Callable, x: np.ndarray, n_samples: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    r"""Estimate the expected prediction of a noisy network by Monte Carlo.

    .. math::

        \mathbb{E}_z [f(x, z)] \approx \bar f = \frac{1}{n} \sum_{i=1}^{n} f(x, z_i), \qquad
        \mathrm{SE} = \frac{s}{\sqrt{n}}, \qquad s^2 = \frac{1}{n - 1} \sum_{i=1}^{n} (f(x, z_i) - \bar f)^2

    Args:
        stochastic_predict: `stochastic_predict(x, rng)` draws its noise from rng and gives one
            noisy prediction, a number or a floating array of any shape, the same in every call.
        x: what it predicts for, a floating array.
        n_samples: the number n of predictions to average, an integer >= 2.
        rng: the source of all randomness.

    Returns:
        (mean, standard_error): each of one prediction's shape and dtype, entry by entry.

    Raises:
        ValueError: n_samples is below 2, where no spread can be seen; the message names it
            and its value.

    Source: Metropolis and Ulam (1949), "The Monte Carlo Method"; for dropout networks Gal and
    Ghahramani (2016), "Dropout as a Bayesian Approximation".

    Note: `np.std` divides by n unless told otherwise, `torch.std` by n - 1. The standard error
    says how well the mean is known; the standard deviation s, how much one prediction varies.
    """
    if n_samples < 2:
        raise ValueError(f"n_samples is {n_samples}, need 2 or more")
    preds = np.array([stochastic_predict(x, rng) for _ in range(n_samples)])
    mean = np.mean(preds, axis=0)
    s2 = np.sum((preds - mean) ** 2, axis=0) / (n_samples - 1)
    return mean, s2 / n_samples
