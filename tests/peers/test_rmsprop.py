"""RMSProp, held against CS231n's published numbers, PyTorch and its own closed form."""

import numpy as np
import pytest

from autograder.judging.references import module_of, reference_source

rmsprop = module_of(reference_source("optimization", "rmsprop"), "rmsprop")


def test_the_step_gives_cs231ns_published_numbers():
    """From CS231n's FullyConnectedNets.ipynb (cs231n/cs231n.github.io, assignment 1 of 2026 and 2 of 2020)."""
    w = np.linspace(-0.4, 0.6, 20).reshape(4, 5)
    dw = np.linspace(-0.6, 0.4, 20).reshape(4, 5)
    state = rmsprop.RMSPropState(np.linspace(0.6, 0.9, 20).reshape(4, 5))
    expected_w = [
        [-0.39223849, -0.34037513, -0.28849239, -0.23659121, -0.18467247],
        [-0.132737, -0.08078555, -0.02881884, 0.02316247, 0.07515774],
        [0.12716641, 0.17918792, 0.23122175, 0.28326742, 0.33532447],
        [0.38739248, 0.43947102, 0.49155973, 0.54365823, 0.59576619],
    ]
    expected_average = [
        [0.5976, 0.6126277, 0.6277108, 0.64284931, 0.65804321],
        [0.67329252, 0.68859723, 0.70395734, 0.71937285, 0.73484377],
        [0.75037008, 0.7659518, 0.78158892, 0.79728144, 0.81302936],
        [0.82883269, 0.84469141, 0.86060554, 0.87657507, 0.8926],
    ]
    w, state = rmsprop.rmsprop_step(w, dw, state, learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8)
    # The numbers were printed with eight decimals.
    np.testing.assert_allclose(w, expected_w, rtol=0, atol=6e-9)
    np.testing.assert_allclose(state.grad_squared, expected_average, rtol=0, atol=6e-9)


@pytest.mark.parametrize("epsilon", [1e-8, 0.3])
def test_the_path_is_pytorchs_over_hundreds_of_steps(epsilon):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: its peers are not asked")
    rng = np.random.default_rng(0)
    x, state = rng.normal(size=(3, 4)), rmsprop.RMSPropState()
    theirs = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.RMSprop([theirs], lr=0.01, alpha=0.9, eps=epsilon)
    for dx in rng.normal(size=(400, 3, 4)):
        theirs.grad = torch.tensor(dx)
        optimizer.step()
        x, state = rmsprop.rmsprop_step(x, dx, state, learning_rate=0.01, decay_rate=0.9, epsilon=epsilon)
        np.testing.assert_allclose(x, theirs.detach().numpy(), rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(state.grad_squared, optimizer.state[theirs]["square_avg"].numpy(), rtol=1e-12)


def test_on_a_constant_slope_the_step_settles_at_the_rate():
    x, state, slopes = np.zeros(2), rmsprop.RMSPropState(), np.array([-40.0, 0.005])
    for t in range(1, 300):
        new, state = rmsprop.rmsprop_step(x, slopes, state, learning_rate=0.1, decay_rate=0.9, epsilon=1e-12)
        np.testing.assert_allclose(new - x, -0.1 * np.sign(slopes) / np.sqrt(1 - 0.9**t), rtol=1e-8)
        x = new
    np.testing.assert_allclose(state.grad_squared, slopes**2, rtol=1e-12)
