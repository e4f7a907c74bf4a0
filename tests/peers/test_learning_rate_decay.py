"""The three schedules against PyTorch's, and against what defines them."""

import numpy as np
import pytest

from autograder.judging.references import module_of, reference_source

decay = module_of(reference_source("optimization", "learning_rate_decay"), "learning_rate_decay")
EPOCHS = 25


def pytorch_rates(make_scheduler, initial_rate):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=initial_rate)
    scheduler = make_scheduler(torch.optim.lr_scheduler, optimizer)
    rates = []
    for _ in range(EPOCHS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(rates)


def test_step_decay_is_pytorchs_step_lr():
    peer = pytorch_rates(lambda schedulers, o: schedulers.StepLR(o, step_size=4, gamma=0.3), 0.8)
    np.testing.assert_allclose(decay.step_decay(0.8, np.arange(EPOCHS), factor=0.3, every=4), peer, rtol=1e-12)


def test_exponential_decay_is_pytorchs_exponential_lr_with_gamma_e_to_the_minus_k():
    peer = pytorch_rates(lambda schedulers, o: schedulers.ExponentialLR(o, gamma=float(np.exp(-0.2))), 0.8)
    np.testing.assert_allclose(decay.exponential_decay(0.8, np.arange(EPOCHS), k=0.2), peer, rtol=1e-12)


def test_inverse_time_decay_is_pytorchs_lambda_lr_of_its_formula():
    peer = pytorch_rates(lambda schedulers, o: schedulers.LambdaLR(o, lambda t: 1 / (1 + 0.2 * t)), 0.8)
    np.testing.assert_allclose(decay.inverse_time_decay(0.8, np.arange(EPOCHS), k=0.2), peer, rtol=1e-12)


def test_exponential_decay_loses_the_same_share_in_every_unit_of_time():
    rates = decay.exponential_decay(0.8, np.arange(EPOCHS), k=0.2)
    np.testing.assert_allclose(rates[1:] / rates[:-1], np.exp(-0.2))


def test_one_over_the_inverse_time_rate_grows_by_the_same_amount():
    rates = decay.inverse_time_decay(0.8, np.arange(EPOCHS), k=0.2)
    np.testing.assert_allclose(np.diff(1 / rates), 0.2 / 0.8)


def test_a_staircase_with_ever_smaller_steps_is_the_exponential():
    t = np.linspace(0, 10, 41)
    k, every = 0.3, 1
    fine = decay.step_decay(0.8, t * 1000, factor=float(np.exp(-k * every / 1000)), every=every)
    np.testing.assert_allclose(fine, decay.exponential_decay(0.8, t, k=k), rtol=k / 1000)
