"""Dropout against exact enumeration, SciPy's statistics and PyTorch."""

import itertools

import numpy as np
import pytest
from scipy import stats

from autograder.judging.references import module_of, reference_source

dropout = module_of(reference_source("dropout", "dropout"), "dropout")

H = np.linspace(-2.0, 3.0, 15).reshape(5, 3)


def all_masks(n, p):
    """Every mask of 0 and 1, (2**n, n), and its probability."""
    masks = np.array(list(itertools.product([0.0, 1.0], repeat=n)))
    return masks, np.prod(np.where(masks == 1, p, 1 - p), axis=1)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8, 1.0])
def test_the_expectation_over_all_masks_is_p_times_the_full_output(p):
    rng = np.random.default_rng(0)
    for n in range(1, 13):
        w, x = rng.normal(size=(2, n))
        assert np.isclose(dropout.expected_output(w, x, p), p * (w @ x), rtol=1e-12, atol=1e-12)


def test_the_lectures_neuron_has_half_its_output_on_average():
    assert dropout.expected_output(np.array([3.0, -1.0]), np.array([2.0, 8.0]), 0.5) == 0.5 * (3.0 * 2.0 - 1.0 * 8.0)


@pytest.mark.parametrize("p", [0.3, 0.5, 0.9])
def test_vanilla_prediction_is_the_mean_over_all_masks_of_a_layer(p):
    h = H.ravel()[:10]
    masks, probabilities = all_masks(len(h), p)
    assert np.allclose(probabilities.sum(), 1)
    assert np.allclose(probabilities @ (masks * h), dropout.vanilla_dropout_predict(h, p))


@pytest.mark.parametrize("p", [0.3, 0.5, 0.9])
def test_inverted_dropout_needs_no_change_at_test_time(p):
    h = H.ravel()[:10]
    masks, probabilities = all_masks(len(h), p)
    assert np.allclose(probabilities @ (masks / p * h), h)


@pytest.mark.parametrize("drop_units", [dropout.vanilla_dropout, dropout.inverted_dropout])
def test_the_number_of_kept_units_is_binomial(drop_units):
    p, rng = 0.35, np.random.default_rng(1)
    kept = [int((drop_units(np.ones(12), p, rng)[1] != 0).sum()) for _ in range(4000)]
    assert stats.binomtest(sum(kept), 12 * 4000, p).pvalue > 1e-4
    expected = 4000 * stats.binom(12, p).pmf(np.arange(13))
    # The rare large counts go into one class: chi-square wants a few in each.
    observed = np.bincount(kept, minlength=13)
    classes = np.r_[0:9]
    observed, expected = (np.append(a[classes], a[9:].sum()) for a in (observed, expected))
    assert stats.chisquare(observed, expected).pvalue > 1e-4


def test_units_of_one_call_and_calls_of_one_unit_are_uncorrelated():
    rng = np.random.default_rng(2)
    masks = np.array([dropout.inverted_dropout(np.ones(4), 0.6, rng)[1] != 0 for _ in range(4000)])
    for a, b in itertools.combinations(range(4), 2):
        assert stats.fisher_exact(np.histogram2d(masks[:, a], masks[:, b], bins=2)[0]).pvalue > 1e-4
    for a in range(4):
        assert stats.fisher_exact(np.histogram2d(masks[:-1:2, a], masks[1::2, a], bins=2)[0]).pvalue > 1e-4


def test_the_backward_pass_is_the_derivative_by_a_complex_step():
    out, mask = dropout.inverted_dropout(H, 0.4, np.random.default_rng(3))
    dout = np.cos(H)
    dh = dropout.dropout_backward(dout, mask)
    for index in np.ndindex(H.shape):
        step = H.astype(complex)
        step[index] += 1e-30j
        assert np.isclose(((step * mask) * dout).sum().imag / 1e-30, dh[index], rtol=1e-14)
    assert np.array_equal(out, H * mask)


def test_pytorchs_p_drops_where_ours_keeps():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    functional, drop = torch.nn.functional, 0.2
    torch.manual_seed(0)
    theirs = functional.dropout(torch.ones(20_000), p=drop, training=True).numpy()
    ours, mask = dropout.inverted_dropout(np.ones(20_000, dtype=np.float32), 1 - drop, np.random.default_rng(0))
    assert set(np.unique(theirs)) == set(np.unique(ours)) == {np.float32(0), np.float32(1.25)}
    for kept in (theirs, mask):
        assert stats.binomtest(int((kept != 0).sum()), 20_000, 1 - drop).pvalue > 1e-4


def test_pytorchs_gradient_through_a_mask_is_ours():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    out, mask = dropout.inverted_dropout(H, 0.4, np.random.default_rng(4))
    h = torch.tensor(H, requires_grad=True)
    (h * torch.tensor(mask)).backward(torch.tensor(np.sin(H)))
    assert np.allclose(h.grad.numpy(), dropout.dropout_backward(np.sin(H), mask), rtol=1e-15)
    assert out.dtype == H.dtype
