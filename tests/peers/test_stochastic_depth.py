"""Stochastic depth against the paper's own numbers and SciPy's binomial test."""

import numpy as np
import pytest
from scipy.stats import binomtest

from autograder.judging.references import module_of, reference_source

reference = module_of(reference_source("common_pattern", "stochastic_depth"), "stochastic_depth")


def test_a_110_layer_resnet_keeps_40_blocks_on_average():
    """Huang et al. (2016), section 3: L = 54 blocks, p_L = 0.5, expected depth (3 L - 1) / 4, about 40."""
    expected_depth = reference.survival_probabilities(54).sum()
    assert expected_depth == pytest.approx((3 * 54 - 1) / 4)
    assert round(expected_depth) == 40


@pytest.mark.parametrize("last", [0.0, 0.2, 0.5, 1.0])
def test_the_probabilities_are_equation_4_of_huang_et_al(last):
    L = 7
    by_hand = [1 - l / L * (1 - last) for l in range(1, L + 1)]  # noqa: E741  the paper's letter
    np.testing.assert_allclose(reference.survival_probabilities(L, last=last), by_hand, rtol=1e-14)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.85])
def test_scipy_finds_the_survivals_binomial(p):
    rng, calls = np.random.default_rng(0), []
    for _ in range(3000):
        reference.stochastic_depth_train(np.ones(2), lambda x: calls.append(1) or x, p, rng)
    assert binomtest(len(calls), 3000, p).pvalue > 1e-4


def test_the_prediction_is_the_mean_of_many_training_passes():
    x, rng = np.array([[1.0, -2.0, 0.5]]), np.random.default_rng(1)
    passes = np.array([reference.stochastic_depth_train(x, np.sin, 0.3, rng) for _ in range(20_000)])
    predicted = reference.stochastic_depth_predict(x, np.sin, 0.3)
    error = passes.std(axis=0, ddof=1) / np.sqrt(len(passes))
    assert (np.abs(passes.mean(axis=0) - predicted) < 5 * error).all()
