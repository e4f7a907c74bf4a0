"""Batch normalization against central differences, scikit-learn's scaler and PyTorch."""

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from autograder.judging.references import module_of, reference_source

batchnorm = module_of(reference_source("common_pattern", "batchnorm"), "batchnorm")
N, D = 6, 4


def layer(seed=0):
    """x with features of other places and spreads, gamma, beta, dout, running mean and variance."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(N, D)) * [0.5, 1.0, 3.0, 20.0] + [0.0, -2.0, 5.0, 1.0]
    gamma, beta, mean = rng.normal(size=(3, D))
    return x, gamma, beta, rng.normal(size=(N, D)), mean, rng.uniform(0.5, 2.0, size=D)


def slope(function, x, h=1e-6):
    """Central differences of a scalar function."""
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (function(x + step) - function(x - step)) / (2 * h)
    return gradient


@pytest.mark.parametrize("epsilon", [1e-5, 0.3, 10.0])
def test_the_backward_pass_is_the_slope_of_the_forward_pass(epsilon):
    x, gamma, beta, dout, mean, var = layer()

    def loss(x, gamma, beta):
        return (dout * batchnorm.batchnorm_train(x, gamma, beta, mean, var, epsilon=epsilon)[0]).sum()

    dx, dgamma, dbeta = batchnorm.batchnorm_backward(dout, x, gamma, epsilon=epsilon)
    np.testing.assert_allclose(dx, slope(lambda x: loss(x, gamma, beta), x), atol=1e-7)
    np.testing.assert_allclose(dgamma, slope(lambda gamma: loss(x, gamma, beta), gamma), atol=1e-7)
    np.testing.assert_allclose(dbeta, slope(lambda beta: loss(x, gamma, beta), beta), atol=1e-7)


def test_without_scale_and_shift_a_batch_is_standardized_as_by_scikit_learn():
    x = layer()[0]
    out, mean, var = batchnorm.batchnorm_train(
        x, np.ones(D), np.zeros(D), np.zeros(D), np.zeros(D), momentum=0.0, epsilon=1e-12
    )
    scaler = StandardScaler().fit(x)
    np.testing.assert_allclose(out, scaler.transform(x), rtol=1e-9)
    np.testing.assert_allclose(mean, scaler.mean_)
    np.testing.assert_allclose(var, scaler.var_)


def test_a_scaled_and_shifted_batch_has_mean_beta_and_spread_gamma():
    # The test that the notebook BatchNormalization.ipynb of CS231n, assignment 2, asks its readers to look at.
    rng = np.random.default_rng(231)
    x = np.maximum(0, rng.normal(size=(200, 50)) @ rng.normal(size=(50, 60))) @ rng.normal(size=(60, 3))
    gamma, beta = np.array([1.0, 2.0, 3.0]), np.array([11.0, 12.0, 13.0])
    out = batchnorm.batchnorm_train(x, gamma, beta, np.zeros(3), np.zeros(3))[0]
    np.testing.assert_allclose(out.mean(axis=0), beta)
    np.testing.assert_allclose(out.std(axis=0), gamma, rtol=1e-6)


def test_after_many_batches_test_time_nearly_standardizes_too():
    rng = np.random.default_rng(1)
    mean, var = np.zeros(3), np.ones(3)
    for _ in range(200):
        x = rng.normal(size=(100, 3)) * [1.0, 5.0, 0.1] + [2.0, -1.0, 0.0]
        _, mean, var = batchnorm.batchnorm_train(x, np.ones(3), np.zeros(3), mean, var)
    out = batchnorm.batchnorm_predict(x, np.ones(3), np.zeros(3), mean, var)
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=0.3)
    np.testing.assert_allclose(out.std(axis=0), 1, atol=0.2)


def test_pytorch_gives_the_same_with_its_conventions_translated():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    x, gamma, beta, dout, mean, var = layer()
    momentum, epsilon = 0.7, 0.01
    tensors = [torch.tensor(a, requires_grad=True) for a in (x, gamma, beta)]
    torch_mean, torch_var = torch.tensor(mean), torch.tensor(var)
    # PyTorch's momentum is the share of the new batch.
    theirs = torch.nn.functional.batch_norm(
        tensors[0], torch_mean, torch_var, *tensors[1:], training=True, momentum=1 - momentum, eps=epsilon
    )
    theirs.backward(torch.tensor(dout))
    out, new_mean, new_var = batchnorm.batchnorm_train(x, gamma, beta, mean, var, momentum=momentum, epsilon=epsilon)
    np.testing.assert_allclose(out, theirs.detach().numpy())
    np.testing.assert_allclose(new_mean, torch_mean.numpy())
    # Its running variance divides by N - 1.
    np.testing.assert_allclose(new_var + (1 - momentum) * x.var(axis=0) / (N - 1), torch_var.numpy())
    for ours, tensor in zip(batchnorm.batchnorm_backward(dout, x, gamma, epsilon=epsilon), tensors, strict=True):
        np.testing.assert_allclose(ours, tensor.grad.numpy(), atol=1e-12)
    predicted = torch.nn.functional.batch_norm(
        *(torch.tensor(a) for a in (x, mean, var, gamma, beta)), training=False, eps=epsilon
    )
    np.testing.assert_allclose(batchnorm.batchnorm_predict(x, gamma, beta, mean, var, epsilon=epsilon), predicted)
