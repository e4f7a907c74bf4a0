"""The softmax loss and the SGD step, held against slopes, scikit-learn and PyTorch."""

import numpy as np
import pytest
from sklearn.metrics import log_loss

from autograder.judging.references import module_of, reference_source

sgd = module_of(reference_source("optimization", "sgd"), "sgd")

N, D, C = 40, 7, 5


def problem(seed):
    """Weights, samples and labels; every class comes up."""
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(C), rng.integers(0, C, size=N - C)])
    return rng.normal(size=(D, C)), rng.normal(size=(N, D)), labels


def test_the_gradient_of_the_loss_is_its_slope_to_1e_7():
    W, X, y = problem(0)
    _, dW = sgd.softmax_loss(W, X, y)
    slope = np.empty_like(W)
    for index in np.ndindex(W.shape):
        above, below = W.copy(), W.copy()
        above[index] += 1e-5
        below[index] -= 1e-5
        difference = sgd.softmax_loss(above, X, y)[0] - sgd.softmax_loss(below, X, y)[0]
        slope[index] = difference / (above[index] - below[index])
    assert np.abs(dW - slope).max() <= 1e-7 * np.abs(slope).max()


def test_the_loss_is_scikit_learns_log_loss():
    for seed in range(5):
        W, X, y = problem(seed)
        scores = X @ W
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = weights / weights.sum(axis=1, keepdims=True)
        assert sgd.softmax_loss(W, X, y)[0] == pytest.approx(log_loss(y, probabilities, labels=range(C)), rel=1e-12)


def test_loss_gradient_and_step_are_pytorchs_over_hundreds_of_steps():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: its peers are not asked")
    W, X, y = problem(1)
    theirs = torch.tensor(W, requires_grad=True)
    optimizer = torch.optim.SGD([theirs], lr=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        their_loss = torch.nn.functional.cross_entropy(torch.tensor(X) @ theirs, torch.tensor(y))
        their_loss.backward()
        loss, dW = sgd.softmax_loss(W, X, y)
        assert loss == pytest.approx(their_loss.item(), rel=1e-10)
        np.testing.assert_allclose(dW, theirs.grad.numpy(), rtol=1e-9, atol=1e-12)
        optimizer.step()
        W, _ = sgd.sgd_step(W, dW, learning_rate=0.1)
    np.testing.assert_allclose(W, theirs.detach().numpy(), rtol=1e-10, atol=1e-12)
