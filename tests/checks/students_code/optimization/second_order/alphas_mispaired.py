"""Second-order optimization: use the curvature too, exactly (Newton) or from past steps (BFGS, L-BFGS)."""

from collections.abc import Sequence

import numpy as np


def quadratic_approximation(loss: float, gradient: np.ndarray, hessian: np.ndarray, step: np.ndarray) -> float:
    """What the loss is after a step, as far as its slope and its curvature can tell."""
    return float(loss + step @ gradient + 0.5 * step @ hessian @ step)


def newton_step(theta: np.ndarray, gradient: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """One step of Newton's method: to the minimum of the quadratic approximation."""
    try:
        np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError:
        raise ValueError("hessian is not positive definite") from None
    return theta - np.linalg.solve(hessian, gradient)


def bfgs_update(inverse_hessian: np.ndarray, s: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Improve an estimate of the inverse Hessian by what the last step has shown."""
    sy = float(s @ y)
    if sy <= 0:
        return inverse_hessian
    rho = 1.0 / sy
    I = np.eye(len(s), dtype=inverse_hessian.dtype)
    left = I - rho * np.outer(s, y)
    return left @ inverse_hessian @ left.T + rho * np.outer(s, s)


def lbfgs_direction(
    gradient: np.ndarray, s_history: Sequence[np.ndarray], y_history: Sequence[np.ndarray]
) -> np.ndarray:
    """The direction of BFGS from the last few steps alone, without any (n, n) matrix."""
    if len(s_history) == 0:
        return -gradient
    q = gradient.copy()
    alphas = []
    for s, y in zip(reversed(s_history), reversed(y_history)):
        a = (s @ q) / (s @ y)
        alphas.append(a)
        q = q - a * y
    s, y = s_history[-1], y_history[-1]
    r = (s @ y) / (y @ y) * q
    for s, y, a in zip(s_history, y_history, alphas):
        b = (y @ r) / (s @ y)
        r = r + (a - b) * s
    return -r
