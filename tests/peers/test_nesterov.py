"""Nesterov momentum in both forms, held against PyTorch, scikit-learn and each other."""

import numpy as np
import pytest
from sklearn.neural_network._stochastic_optimizers import SGDOptimizer

from autograder.judging.references import module_of, reference_source

nesterov = module_of(reference_source("optimization", "nesterov"), "nesterov")
momentum = module_of(reference_source("optimization", "momentum"), "momentum")

HYPERPARAMETERS = {"learning_rate": 0.02, "rho": 0.85}


def bumpy_gradient(x):
    """The gradient of sum(x**2 / 2 + cos(3 x)): smooth, and not linear."""
    return x - 3 * np.sin(3 * x)


def test_both_forms_walk_the_same_path():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3, 4))
    state = nesterov.NesterovState()
    x_tilde, state_tilde = nesterov.to_lookahead(x, state, rho=0.85), state
    for _ in range(300):
        x, state = nesterov.nesterov_lookahead_step(x, bumpy_gradient, state, **HYPERPARAMETERS)
        x_tilde, state_tilde = nesterov.nesterov_step(x_tilde, bumpy_gradient(x_tilde), state_tilde, **HYPERPARAMETERS)
        np.testing.assert_allclose(nesterov.to_lookahead(x, state, rho=0.85), x_tilde, rtol=1e-9, atol=1e-11)
        np.testing.assert_allclose(state.v, state_tilde.v, rtol=1e-9, atol=1e-11)


def test_the_path_is_scikit_learns_over_hundreds_of_steps():
    rng = np.random.default_rng(1)
    x, state = rng.normal(size=(3, 4)), nesterov.NesterovState()
    theirs = x.copy()
    optimizer = SGDOptimizer([theirs], learning_rate_init=0.02, momentum=0.85, nesterov=True)
    for dx in rng.normal(size=(400, 3, 4)):
        optimizer.update_params([theirs], [dx])
        x, state = nesterov.nesterov_step(x, dx, state, **HYPERPARAMETERS)
        np.testing.assert_allclose(x, theirs, rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(state.v, optimizer.velocities[0], rtol=1e-11, atol=1e-12)


def test_the_path_is_pytorchs_over_hundreds_of_steps_and_its_buffer_is_minus_v_over_the_rate():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: its peers are not asked")
    rng = np.random.default_rng(2)
    x, state = rng.normal(size=(3, 4)), nesterov.NesterovState()
    theirs = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.SGD([theirs], lr=0.02, momentum=0.85, nesterov=True)
    for dx in rng.normal(size=(400, 3, 4)):
        theirs.grad = torch.tensor(dx)
        optimizer.step()
        x, state = nesterov.nesterov_step(x, dx, state, **HYPERPARAMETERS)
        np.testing.assert_allclose(x, theirs.detach().numpy(), rtol=1e-11, atol=1e-12)
        buffer = optimizer.state[theirs]["momentum_buffer"].numpy()
        np.testing.assert_allclose(-state.v / 0.02, buffer, rtol=1e-10, atol=1e-11)


def test_without_rho_both_forms_are_gradient_descent():
    x = np.array([0.5, -1.25])
    state = nesterov.NesterovState(np.array([3.0, -2.0]))
    downhill = x - 0.1 * bumpy_gradient(x)
    ahead, _ = nesterov.nesterov_lookahead_step(x, bumpy_gradient, state, learning_rate=0.1, rho=0.0)
    changed, _ = nesterov.nesterov_step(x, bumpy_gradient(x), state, learning_rate=0.1, rho=0.0)
    np.testing.assert_allclose(ahead, downhill, rtol=1e-14)
    np.testing.assert_allclose(changed, downhill, rtol=1e-14)


def test_on_a_constant_slope_looking_ahead_changes_nothing():
    x, state, same, velocity = np.array([2.0]), nesterov.NesterovState(), np.array([2.0]), momentum.MomentumState()
    for _ in range(100):
        x, state = nesterov.nesterov_lookahead_step(x, np.ones_like, state, **HYPERPARAMETERS)
        same, velocity = momentum.momentum_step(same, np.ones(1), velocity, **HYPERPARAMETERS)
        np.testing.assert_allclose(x, same, rtol=1e-12)
