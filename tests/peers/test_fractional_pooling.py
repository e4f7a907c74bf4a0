"""Fractional pooling against SciPy: the law of the boundaries, and maxima over labelled regions."""

from itertools import combinations

import numpy as np
import pytest
from scipy import ndimage, stats

from autograder.judging.references import module_of, reference_source

pooling = module_of(reference_source("common_pattern", "fractional_pooling"), "fractional_pooling")


@pytest.mark.parametrize(("n_in", "n_out"), [(7, 5), (8, 5), (9, 6)])
def test_scipys_chi_square_finds_all_orders_equally_likely(n_in, n_out):
    rng, draws = np.random.default_rng(0), 6_000
    counts = {twos: 0 for twos in combinations(range(n_out), n_in - n_out)}
    for _ in range(draws):
        steps = np.diff(pooling.pooling_boundaries(n_in, n_out, rng))
        counts[tuple(np.flatnonzero(steps == 2).tolist())] += 1
    assert stats.chisquare(list(counts.values())).pvalue > 1e-4


def test_the_pseudorandom_orders_of_the_paper_would_not_pass_that_test():
    # Graham (2014), section 2: boundaries at ceil(alpha * (i + u)), with one u for all of them.
    rng, counts = np.random.default_rng(0), {twos: 0 for twos in combinations(range(5), 2)}
    for _ in range(1_000):
        steps = np.diff(np.ceil(7 / 5 * (np.arange(6) + rng.random())).astype(int))
        counts[tuple(np.flatnonzero(steps == 2).tolist())] += 1
    assert stats.chisquare(list(counts.values())).pvalue < 1e-12


def test_scipys_maxima_over_labelled_regions_are_the_same():
    rng = np.random.default_rng(1)
    rows, columns = pooling.pooling_boundaries(9, 6, rng), pooling.pooling_boundaries(14, 10, rng)
    x = rng.normal(size=(3, 9, 14, 2)) - 2
    row_of, column_of = np.repeat(np.arange(6), np.diff(rows)), np.repeat(np.arange(10), np.diff(columns))
    labels = 10 * row_of[:, None] + column_of
    theirs = [
        [ndimage.maximum(x[n, :, :, c], labels, np.arange(60)).reshape(6, 10) for c in range(2)] for n in range(3)
    ]
    np.testing.assert_array_equal(pooling.fractional_max_pool(x, rows, columns), np.moveaxis(theirs, 1, -1))


def test_with_regions_of_two_it_is_pytorchs_max_pooling():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    x = np.random.default_rng(2).normal(size=(2, 6, 8, 3))
    theirs = torch.nn.functional.max_pool2d(torch.tensor(x).permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)
    ours = pooling.fractional_max_pool(x, np.arange(0, 7, 2), np.arange(0, 9, 2))
    np.testing.assert_array_equal(ours, theirs.numpy())
