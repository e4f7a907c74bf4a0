"""Newton, BFGS and L-BFGS against SciPy's."""

import numpy as np
import pytest
from scipy import linalg, optimize

from autograder.judging.references import module_of, reference_source

reference = module_of(reference_source("optimization", "second_order"), "second_order")
SEEDS = range(5)


def positive_definite(n, seed):
    A = np.random.default_rng([seed, 1]).normal(size=(n, n))
    return A @ A.T + np.eye(n)


def history(n, m, seed):
    """Steps and the gradient's changes over them on a quadratic: every s'y is positive."""
    steps = list(np.random.default_rng([seed, 2]).normal(size=(m, n)))
    hessian = positive_definite(n, seed)
    return steps, [hessian @ s for s in steps]


@pytest.mark.parametrize("seed", SEEDS)
def test_newtons_step_is_that_of_scipys_cholesky_solver(seed):
    theta, gradient = np.random.default_rng(seed).normal(size=(2, 6))
    hessian = positive_definite(6, seed)
    peer = theta - linalg.cho_solve(linalg.cho_factor(hessian), gradient)
    np.testing.assert_allclose(reference.newton_step(theta, gradient, hessian), peer, rtol=1e-9)


def test_newtons_steps_on_rosenbrock_end_where_scipys_newton_cg_ends():
    theta = np.array([-1.2, 1.0])
    for _ in range(10):
        theta = reference.newton_step(theta, optimize.rosen_der(theta), optimize.rosen_hess(theta))
    peer = optimize.minimize(
        optimize.rosen,
        [-1.2, 1.0],
        jac=optimize.rosen_der,
        hess=optimize.rosen_hess,
        method="Newton-CG",
        options={"xtol": 1e-10},
    )
    np.testing.assert_allclose(theta, peer.x, atol=1e-6)
    np.testing.assert_allclose(theta, [1, 1], rtol=1e-12)


def test_newtons_step_goes_to_the_minimum_of_the_quadratic_approximation():
    theta = np.array([-1.2, 1.0])
    loss, gradient, hessian = (f(theta) for f in (optimize.rosen, optimize.rosen_der, optimize.rosen_hess))

    def approximation(step):
        return reference.quadratic_approximation(loss, gradient, hessian, step)

    peer = optimize.minimize(approximation, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-13})
    np.testing.assert_allclose(reference.newton_step(theta, gradient, hessian) - theta, peer.x, atol=1e-6)


def test_the_quadratic_approximation_errs_by_the_third_power_of_the_step():
    theta, direction = np.array([-1.2, 1.0]), np.array([0.6, -0.8])
    gradient, hessian = optimize.rosen_der(theta), optimize.rosen_hess(theta)

    def error(h):
        value = reference.quadratic_approximation(optimize.rosen(theta), gradient, hessian, h * direction)
        return abs(optimize.rosen(theta + h * direction) - value)

    assert error(1e-2) / error(1e-3) == pytest.approx(1000, rel=0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_bfgs_updates_are_scipys_for_the_same_steps(seed):
    n = 5
    peer = optimize.BFGS(init_scale=1.0)
    peer.initialize(n, "inv_hess")
    estimate = np.eye(n)
    for s, y in zip(*history(n, 4, seed), strict=True):
        peer.update(s, y)
        estimate = reference.bfgs_update(estimate, s, y)
        np.testing.assert_allclose(estimate, peer.get_matrix(), rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(estimate @ y, s, rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_lbfgs_is_scipys_product_in_units_where_gamma_is_1(seed):
    """SciPy starts from the identity. With y * gamma for y the pairs ask for the estimate divided by gamma."""
    n, m = 7, 3
    gradient = np.random.default_rng([seed, 3]).normal(size=n)
    s_history, y_history = history(n, m, seed)
    gamma = s_history[-1] @ y_history[-1] / (y_history[-1] @ y_history[-1])
    peer = optimize.LbfgsInvHessProduct(np.array(s_history), gamma * np.array(y_history))
    direction = reference.lbfgs_direction(gradient, s_history, y_history)
    np.testing.assert_allclose(direction, -gamma * peer.matvec(gradient), rtol=1e-9)


@pytest.mark.parametrize("m", [0, 1, 2, 5])
def test_lbfgs_is_bfgs_from_gamma_times_the_identity(m):
    n = 4
    gradient = np.random.default_rng(m).normal(size=n)
    s_history, y_history = history(n, m, seed=m)
    estimate = np.eye(n)
    if m:
        estimate *= s_history[-1] @ y_history[-1] / (y_history[-1] @ y_history[-1])
    for s, y in zip(s_history, y_history, strict=True):
        estimate = reference.bfgs_update(estimate, s, y)
    direction = reference.lbfgs_direction(gradient, s_history, y_history)
    np.testing.assert_allclose(direction, -estimate @ gradient, rtol=1e-9)


def test_lbfgs_is_pytorchs_second_direction():
    """After one step of length lr, PyTorch's next direction comes from one pair."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    hessian, start = positive_definite(4, 0), np.array([1.0, -2.0, 0.5, 3.0])
    x = torch.tensor(start, requires_grad=True)
    matrix = torch.tensor(hessian)
    # Two iterations of rate 0.01 in one call; the first is shortened to min(1, 1 / |g|_1) * lr.
    optimizer = torch.optim.LBFGS([x], lr=0.01, max_iter=2, max_eval=9, tolerance_change=0, tolerance_grad=0)

    def closure():
        optimizer.zero_grad()
        loss = 0.5 * x @ matrix @ x
        loss.backward()
        return loss

    optimizer.step(closure)
    g_0 = hessian @ start
    x_1 = start - min(1.0, 1 / np.abs(g_0).sum()) * 0.01 * g_0
    g_1 = hessian @ x_1
    x_2 = x_1 + 0.01 * reference.lbfgs_direction(g_1, [x_1 - start], [g_1 - g_0])
    np.testing.assert_allclose(x.detach().numpy(), x_2, rtol=1e-10)
