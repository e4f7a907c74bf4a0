"""Gaussian elimination, loops over the entries, and L-BFGS as a recursion over the history."""

import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    value = loss
    for i in range(len(step)):
        value += gradient[i] * step[i]
        for j in range(len(step)):
            value += 0.5 * step[i] * hessian[i, j] * step[j]
    return value


def newton_step(theta, gradient, hessian):
    rows, right = hessian.copy(), gradient.copy()
    n = len(right)
    for i in range(n):
        # Positive definite means: elimination without exchanging rows meets positive pivots only.
        if rows[i, i] <= 0:
            raise ValueError(f"hessian is not positive definite: pivot {i} is {rows[i, i]}")
        for k in range(i + 1, n):
            factor = rows[k, i] / rows[i, i]
            rows[k] -= factor * rows[i]
            right[k] -= factor * right[i]
    new = theta.copy()
    p = np.zeros_like(right)
    for i in range(n - 1, -1, -1):
        p[i] = (right[i] - sum(rows[i, j] * p[j] for j in range(i + 1, n))) / rows[i, i]
        new[i] -= p[i]
    return new


def bfgs_update(inverse_hessian, s, y):
    n = len(s)
    sy = sum(s[i] * y[i] for i in range(n))
    if sy <= 0:
        return inverse_hessian
    left = np.array([[float(i == j) - s[i] * y[j] / sy for j in range(n)] for i in range(n)])
    last = s[:, None] * s[None, :] / sy
    return (left @ inverse_hessian @ left.T + last).astype(inverse_hessian.dtype)


def _times_estimate(q, s_history, y_history, gamma):
    """The estimate of these pairs times q."""
    if not s_history:
        return gamma * q
    s, y = s_history[-1], y_history[-1]
    sy = s @ y
    alpha = (s @ q) / sy
    r = _times_estimate(q - alpha * y, s_history[:-1], y_history[:-1], gamma)
    return r + (alpha - (y @ r) / sy) * s


def lbfgs_direction(gradient, s_history, y_history):
    gamma = 1.0
    if s_history:
        gamma = (s_history[-1] @ y_history[-1]) / (y_history[-1] @ y_history[-1])
    return -_times_estimate(gradient, s_history, y_history, gamma)
