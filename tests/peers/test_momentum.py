"""Momentum, held against CS231n's published numbers, PyTorch and scikit-learn."""

import numpy as np
import pytest
from sklearn.neural_network._stochastic_optimizers import SGDOptimizer

from autograder.judging.references import module_of, reference_source

momentum = module_of(reference_source("optimization", "momentum"), "momentum")


def test_the_step_gives_cs231ns_published_numbers():
    """From CS231n's FullyConnectedNets.ipynb (cs231n/cs231n.github.io, assignment 1 of 2026 and 2 of 2020).

    There v_cs = rho * v_cs - learning_rate * dw and w = w + v_cs, so v_cs = -learning_rate * v.
    """
    w = np.linspace(-0.4, 0.6, 20).reshape(4, 5)
    dw = np.linspace(-0.6, 0.4, 20).reshape(4, 5)
    their_v = np.linspace(0.6, 0.9, 20).reshape(4, 5)
    expected_w = [
        [0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789],
        [0.47454737, 0.54133684, 0.60812632, 0.67491579, 0.74170526],
        [0.80849474, 0.87528421, 0.94207368, 1.00886316, 1.07565263],
        [1.14244211, 1.20923158, 1.27602105, 1.34281053, 1.4096],
    ]
    expected_v = [
        [0.5406, 0.55475789, 0.56891579, 0.58307368, 0.59723158],
        [0.61138947, 0.62554737, 0.63970526, 0.65386316, 0.66802105],
        [0.68217895, 0.69633684, 0.71049474, 0.72465263, 0.73881053],
        [0.75296842, 0.76712632, 0.78128421, 0.79544211, 0.8096],
    ]
    rate = 1e-3
    start = momentum.MomentumState(-their_v / rate)
    w, state = momentum.momentum_step(w, dw, start, learning_rate=rate, rho=0.9)
    # The numbers were printed with eight decimals.
    np.testing.assert_allclose(w, expected_w, rtol=0, atol=6e-9)
    np.testing.assert_allclose(-rate * state.v, expected_v, rtol=0, atol=6e-9)


def test_the_path_is_pytorchs_over_hundreds_of_steps():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: its peers are not asked")
    rng = np.random.default_rng(0)
    x, state = rng.normal(size=(3, 4)), momentum.MomentumState()
    theirs = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.SGD([theirs], lr=0.02, momentum=0.85)
    for dx in rng.normal(size=(400, 3, 4)):
        theirs.grad = torch.tensor(dx)
        optimizer.step()
        x, state = momentum.momentum_step(x, dx, state, learning_rate=0.02, rho=0.85)
        np.testing.assert_allclose(x, theirs.detach().numpy(), rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(state.v, optimizer.state[theirs]["momentum_buffer"].numpy(), rtol=1e-10, atol=1e-12)


def test_the_path_is_scikit_learns_and_its_velocity_has_the_rate_inside():
    rng = np.random.default_rng(1)
    x, state = rng.normal(size=(3, 4)), momentum.MomentumState()
    theirs = x.copy()
    optimizer = SGDOptimizer([theirs], learning_rate_init=0.02, momentum=0.85, nesterov=False)
    for dx in rng.normal(size=(400, 3, 4)):
        optimizer.update_params([theirs], [dx])
        x, state = momentum.momentum_step(x, dx, state, learning_rate=0.02, rho=0.85)
        np.testing.assert_allclose(x, theirs, rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(-0.02 * state.v, optimizer.velocities[0], rtol=1e-10, atol=1e-12)
