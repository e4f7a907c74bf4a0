"""AdaGrad, held against PyTorch and its own closed form."""

import numpy as np
import pytest

from autograder.judging.references import module_of, reference_source

adagrad = module_of(reference_source("optimization", "adagrad"), "adagrad")


@pytest.mark.parametrize("epsilon", [1e-10, 1e-7, 0.3])
def test_the_path_is_pytorchs_over_hundreds_of_steps(epsilon):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: its peers are not asked")
    rng = np.random.default_rng(0)
    x, state = rng.normal(size=(3, 4)), adagrad.AdaGradState()
    theirs = torch.tensor(x, requires_grad=True)
    optimizer = torch.optim.Adagrad([theirs], lr=0.1, eps=epsilon)
    for dx in rng.normal(size=(400, 3, 4)):
        theirs.grad = torch.tensor(dx)
        optimizer.step()
        x, state = adagrad.adagrad_step(x, dx, state, learning_rate=0.1, epsilon=epsilon)
        np.testing.assert_allclose(x, theirs.detach().numpy(), rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(state.grad_squared, optimizer.state[theirs]["sum"].numpy(), rtol=1e-12)


def test_on_a_constant_slope_the_step_is_the_rate_over_the_root_of_t():
    x, state, slopes = np.zeros(2), adagrad.AdaGradState(), np.array([-40.0, 0.005])
    for t in range(1, 500):
        new, state = adagrad.adagrad_step(x, slopes, state, learning_rate=0.1, epsilon=1e-12)
        np.testing.assert_allclose(new - x, -0.1 * np.sign(slopes) / np.sqrt(t), rtol=1e-8)
        x = new


def test_the_divisor_never_falls():
    rng = np.random.default_rng(1)
    x, state = np.zeros(5), adagrad.AdaGradState(np.zeros(5))
    for dx in rng.normal(size=(300, 5)):
        before = state.grad_squared
        x, state = adagrad.adagrad_step(x, dx, state)
        assert (state.grad_squared >= before).all()
