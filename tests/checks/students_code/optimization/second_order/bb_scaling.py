"""Second-order optimization: use the curvature too, exactly (Newton) or from past steps (BFGS, L-BFGS)."""

from collections.abc import Sequence

import numpy as np


def quadratic_approximation(loss: float, gradient: np.ndarray, hessian: np.ndarray, step: np.ndarray) -> float:
    """What the loss is after a step, as far as its slope and its curvature can tell."""
    n = len(step)
    value = float(loss)
    for i in range(n):
        value += float(step[i]) * float(gradient[i])
        value += 0.5 * float(step[i]) * float(hessian[i] @ step)
    return value


def _is_spd(A):
    try:
        np.linalg.cholesky(A)
        return True
    except np.linalg.LinAlgError:
        return False


def newton_step(theta: np.ndarray, gradient: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """One step of Newton's method: to the minimum of the quadratic approximation."""
    if not _is_spd(hessian):
        raise ValueError(f"the hessian must be positive definite, got {hessian}")
    p = np.linalg.solve(hessian, gradient)
    return theta - p


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
    m = len(s_history)
    q = np.array(gradient)
    alpha = {}
    for i in range(m - 1, -1, -1):
        rho = 1 / (y_history[i] @ s_history[i])
        alpha[i] = rho * (s_history[i] @ q)
        q = q - alpha[i] * y_history[i]
    if m == 0:
        return q
    last_s, last_y = s_history[-1], y_history[-1]
    r = q * ((last_s @ last_s) / (last_s @ last_y))
    for i in range(m):
        rho = 1 / (y_history[i] @ s_history[i])
        r = r + s_history[i] * (alpha[i] - rho * (y_history[i] @ r))
    return -r
