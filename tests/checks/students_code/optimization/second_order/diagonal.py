"""Second-order optimization: use the curvature too, exactly (Newton) or from past steps (BFGS, L-BFGS)."""

from collections.abc import Sequence

import numpy as np


def quadratic_approximation(loss: float, gradient: np.ndarray, hessian: np.ndarray, step: np.ndarray) -> float:
    """What the loss is after a step, as far as its slope and its curvature can tell."""
    slope = np.dot(gradient, step)
    curvature = np.sum(np.diag(hessian) * step ** 2)
    return float(loss + slope + 0.5 * curvature)


def newton_step(theta: np.ndarray, gradient: np.ndarray, hessian: np.ndarray) -> np.ndarray:
    """One step of Newton's method: to the minimum of the quadratic approximation."""
    try:
        np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError:
        raise ValueError("hessian is not positive definite") from None
    return theta - np.linalg.solve(hessian, gradient)


def bfgs_update(inverse_hessian: np.ndarray, s: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Improve an estimate of the inverse Hessian by what the last step has shown."""
    curv = float(np.dot(s, y))
    if not curv > 0:
        return inverse_hessian.copy()
    Ey = inverse_hessian @ y
    yEy = float(y @ Ey)
    cross = np.outer(s, Ey)
    return inverse_hessian - (cross + cross.T) / curv + (1 + yEy / curv) / curv * np.outer(s, s)


def lbfgs_direction(
    gradient: np.ndarray, s_history: Sequence[np.ndarray], y_history: Sequence[np.ndarray]
) -> np.ndarray:
    """The direction of BFGS from the last few steps alone, without any (n, n) matrix."""
    pairs = [(s, y, 1 / (s @ y)) for s, y in zip(s_history, y_history)]
    if not pairs:
        return -gradient
    r = gradient
    stack = []
    for s, y, rho in pairs[::-1]:
        a = rho * (s @ r)
        stack.append(a)
        r = r - a * y
    s, y, rho = pairs[-1]
    r = r / (rho * (y @ y))
    for s, y, rho in pairs:
        r = r + (stack.pop() - rho * (y @ r)) * s
    return -r
