"""DropConnect against all masks there are, central differences and PyTorch's autograd."""

from itertools import product

import numpy as np
import pytest

from autograder.judging.references import module_of, reference_source

dropconnect = module_of(reference_source("common_pattern", "dropconnect"), "dropconnect")
X = np.array([[1.5, -2.0, 0.5], [-0.75, 0.25, 3.0]])
W = np.array([[2.0, -1.0], [0.5, 1.5], [-0.25, 1.0]])
B = np.array([3.0, -1.0])


def all_outputs(x, W, b, p):
    """The pre-activations of one sample under each of the 2**(D * M) masks, and the masks' probabilities."""
    masks = np.array(list(product((0, 1), repeat=W.size))).reshape(-1, *W.shape)
    kept = masks.sum(axis=(1, 2))
    return np.einsum("d,kdm->km", x, masks * W) + b, p**kept * (1 - p) ** (W.size - kept)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.8, 1.0])
def test_the_moments_are_those_over_all_masks(p):
    mean, var = dropconnect.dropconnect_predict_moments(X, W, B, p)
    for n, x in enumerate(X):
        outputs, probabilities = all_outputs(x, W, B, p)
        assert probabilities.sum() == pytest.approx(1)
        exact = probabilities @ outputs
        np.testing.assert_allclose(mean[n], exact)
        np.testing.assert_allclose(var[n], probabilities @ (outputs - exact) ** 2, atol=1e-12)


def test_the_outputs_that_are_drawn_are_those_of_some_mask_and_come_as_often_as_it_should():
    p, draws = 0.6, 4_000
    x = np.repeat(X[:1], draws, axis=0)
    out, _ = dropconnect.dropconnect(x, W[:, :1], B[:1], p, np.random.default_rng(0))
    outputs, probabilities = all_outputs(X[0], W[:, :1], B[:1], p)
    assert len(np.unique(outputs.round(9))) == len(outputs) == 8
    shares = np.isclose(out, outputs.T).mean(axis=0)
    assert shares.sum() == pytest.approx(1)
    # Five standard deviations of a share among so many draws.
    np.testing.assert_array_less(abs(shares - probabilities), 5 * np.sqrt(probabilities * (1 - probabilities) / draws))


def test_the_backward_pass_is_the_slope_of_the_forward_pass():
    dout, h = np.array([[1.0, -0.5], [2.0, 0.25]]), 1e-6
    arguments = [X, W, B]
    _, mask = dropconnect.dropconnect(*arguments, 0.5, np.random.default_rng(3))
    gradients = dropconnect.dropconnect_backward(dout, X, W, mask)
    for i, gradient in enumerate(gradients):
        for index in np.ndindex(gradient.shape):
            losses = []
            for sign in (1, -1):
                moved = [a.copy() for a in arguments]
                moved[i][index] += sign * h
                out, same = dropconnect.dropconnect(*moved, 0.5, np.random.default_rng(3))
                assert (same == mask).all()
                losses.append((dout * out).sum())
            assert gradient[index] == pytest.approx((losses[0] - losses[1]) / (2 * h), abs=1e-7)


def test_pytorchs_autograd_finds_the_same_gradients():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    dout = np.array([[1.0, -0.5], [2.0, 0.25]])
    out, mask = dropconnect.dropconnect(X, W, B, 0.5, np.random.default_rng(4))
    x, weights, bias = (torch.tensor(a, requires_grad=True) for a in (X, W, B))
    theirs = (x[:, None, :] @ (weights * torch.tensor(mask)))[:, 0] + bias
    theirs.backward(torch.tensor(dout))
    np.testing.assert_allclose(out, theirs.detach().numpy())
    gradients = dropconnect.dropconnect_backward(dout, X, W, mask)
    for ours, tensor in zip(gradients, (x, weights, bias), strict=True):
        np.testing.assert_allclose(ours, tensor.grad.numpy())
