"""Adam, held against CS231n's published numbers, PyTorch, scikit-learn and its own closed form."""

import numpy as np
import pytest
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

from autograder.judging.references import module_of, reference_source

adam = module_of(reference_source("optimization", "adam"), "adam")

BETAS = {"beta1": 0.8, "beta2": 0.95}


def test_the_step_gives_cs231ns_published_numbers():
    """From CS231n's FullyConnectedNets.ipynb (cs231n/cs231n.github.io, assignment 1 of 2026 and 2 of 2020).

    Five steps were taken before, so that this is t = 6.
    """
    w = np.linspace(-0.4, 0.6, 20).reshape(4, 5)
    dw = np.linspace(-0.6, 0.4, 20).reshape(4, 5)
    moments = np.linspace(0.6, 0.9, 20).reshape(4, 5), np.linspace(0.7, 0.5, 20).reshape(4, 5)
    expected_w = [
        [-0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977],
        [-0.1380274, -0.08544591, -0.03286534, 0.01971428, 0.0722929],
        [0.1248705, 0.17744702, 0.23002243, 0.28259667, 0.33516969],
        [0.38774145, 0.44031188, 0.49288093, 0.54544852, 0.59801459],
    ]
    expected_first_moment = [
        [0.48, 0.49947368, 0.51894737, 0.53842105, 0.55789474],
        [0.57736842, 0.59684211, 0.61631579, 0.63578947, 0.65526316],
        [0.67473684, 0.69421053, 0.71368421, 0.73315789, 0.75263158],
        [0.77210526, 0.79157895, 0.81105263, 0.83052632, 0.85],
    ]
    expected_second_moment = [
        [0.69966, 0.68908382, 0.67851319, 0.66794809, 0.65738853],
        [0.64683452, 0.63628604, 0.6257431, 0.61520571, 0.60467385],
        [0.59414753, 0.58362676, 0.57311152, 0.56260183, 0.55209767],
        [0.54159906, 0.53110598, 0.52061845, 0.51013645, 0.49966],
    ]
    w, state = adam.adam_step(w, dw, adam.AdamState(*moments, 5), learning_rate=1e-2, epsilon=1e-8)
    # The numbers were printed with eight decimals.
    np.testing.assert_allclose(w, expected_w, rtol=0, atol=6e-9)
    np.testing.assert_allclose(state.first_moment, expected_first_moment, rtol=0, atol=6e-9)
    np.testing.assert_allclose(state.second_moment, expected_second_moment, rtol=0, atol=6e-9)
    assert state.t == 6


@pytest.mark.parametrize("epsilon", [1e-8, 0.3])
def test_the_path_is_pytorchs_over_hundreds_of_steps(epsilon):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: its peers are not asked")
    rng = np.random.default_rng(0)
    x, state = rng.normal(size=(3, 4)), adam.AdamState()
    theirs = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.Adam([theirs], lr=0.01, betas=(0.8, 0.95), eps=epsilon)
    for dx in rng.normal(size=(400, 3, 4)):
        theirs.grad = torch.tensor(dx)
        optimizer.step()
        x, state = adam.adam_step(x, dx, state, learning_rate=0.01, epsilon=epsilon, **BETAS)
        np.testing.assert_allclose(x, theirs.detach().numpy(), rtol=1e-11, atol=1e-12)
    kept = optimizer.state[theirs]
    np.testing.assert_allclose(state.first_moment, kept["exp_avg"].numpy(), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(state.second_moment, kept["exp_avg_sq"].numpy(), rtol=1e-10)
    assert state.t == int(kept["step"])


@pytest.mark.parametrize("epsilon", [1e-8, 0.3])
def test_the_path_is_scikit_learns_with_epsilon_moved_before_the_correction(epsilon):
    """There epsilon is added to the uncorrected root, so that the same step takes epsilon * sqrt(1 - beta2**t)."""
    rng = np.random.default_rng(1)
    x, state = rng.normal(size=(3, 4)), adam.AdamState()
    theirs = x.copy()
    optimizer = AdamOptimizer([theirs], learning_rate_init=0.01, beta_1=0.8, beta_2=0.95)
    for t, dx in enumerate(rng.normal(size=(400, 3, 4)), start=1):
        optimizer.epsilon = epsilon * np.sqrt(1 - 0.95**t)
        optimizer.update_params([theirs], [dx])
        x, state = adam.adam_step(x, dx, state, learning_rate=0.01, epsilon=epsilon, **BETAS)
        np.testing.assert_allclose(x, theirs, rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(state.second_moment, optimizer.vs[0], rtol=1e-10)


def steps_on_a_constant_slope(step, count):
    x, state, slopes, lengths = np.zeros(2), adam.AdamState(), np.array([-40.0, 0.005]), []
    for _ in range(count):
        new, state = step(x, slopes, state, learning_rate=1.0, epsilon=1e-12)
        lengths.append((new - x) / -np.sign(slopes))
        x = new
    return np.array(lengths)


def test_on_a_constant_slope_every_corrected_step_is_the_rate():
    np.testing.assert_allclose(steps_on_a_constant_slope(adam.adam_step, 200), 1.0, rtol=1e-8)


def test_on_a_constant_slope_the_uncorrected_step_is_the_quotient_of_what_the_corrections_miss():
    t = np.arange(1, 201)[:, np.newaxis]
    expected = (1 - 0.9**t) / np.sqrt(1 - 0.999**t) * np.ones(2)
    lengths = steps_on_a_constant_slope(adam.adam_almost_step, 200)
    np.testing.assert_allclose(lengths, expected, rtol=1e-8)
    assert lengths[0] == pytest.approx(3.16, abs=0.005)
    assert lengths.max(axis=0) == pytest.approx(6.57, abs=0.005)
    assert (lengths.argmax(axis=0) + 1 == 12).all()
