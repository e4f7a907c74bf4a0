"""Monte Carlo marginalization against scipy.stats.sem."""

import numpy as np
import pytest
from scipy.stats import kstest, sem

from autograder.judging.references import module_of, reference_source

marginalize = module_of(reference_source("common_pattern", "marginalize"), "marginalize").marginalize


def noisy(x, rng):
    return np.tanh(x * rng.standard_normal(x.shape))


@pytest.mark.parametrize("shape", [(), (3,), (4, 2), (2, 3, 4)])
def test_the_standard_error_is_scipys(shape):
    x = np.random.default_rng(0).normal(size=shape) + 2
    mean, error = marginalize(noisy, x, 30, np.random.default_rng(1))
    rng = np.random.default_rng(1)
    samples = np.array([noisy(x, rng) for _ in range(30)])
    np.testing.assert_allclose(mean, samples.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(error, sem(samples, axis=0), rtol=1e-12)


def test_errors_divided_by_the_standard_error_follow_students_t():
    """Of normal samples, (mean - truth) / standard error has Student's t distribution with n - 1 degrees of freedom."""
    mean, error = marginalize(
        lambda x, rng: x + rng.standard_normal(x.shape), np.ones(4000), 5, np.random.default_rng(2)
    )
    assert kstest((mean - 1) / error, "t", args=(4,)).pvalue > 1e-4
