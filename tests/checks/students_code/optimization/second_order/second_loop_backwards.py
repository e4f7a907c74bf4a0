"""Second-order methods."""

import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    slope = np.dot(gradient, step)
    curvature = np.dot(step, np.dot(hessian, step))
    return float(loss + slope + 0.5 * curvature)


def newton_step(theta, gradient, hessian):
    try:
        np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError:
        raise ValueError(f"hessian is not positive definite: {hessian}") from None
    return theta - np.linalg.solve(hessian, gradient)


def bfgs_update(inverse_hessian, s, y):
    sy = np.dot(s, y)
    if sy <= 0:
        return inverse_hessian
    rho = 1 / sy
    A = np.eye(len(s), dtype=s.dtype) - rho * np.outer(s, y)
    return A @ inverse_hessian @ A.T + rho * np.outer(s, s)


def lbfgs_direction(gradient, s_history, y_history):
    k = len(s_history)
    q = gradient
    a = np.zeros(k, dtype=gradient.dtype)
    newest_first = range(k - 1, -1, -1)
    for i in newest_first:
        a[i] = np.dot(s_history[i], q) / np.dot(y_history[i], s_history[i])
        q -= a[i] * y_history[i]
    if k > 0:
        gamma = np.dot(s_history[-1], y_history[-1]) / np.dot(y_history[-1], y_history[-1])
        q = gamma * q
    for i in newest_first:
        b = np.dot(y_history[i], q) / np.dot(y_history[i], s_history[i])
        q = q + (a[i] - b) * s_history[i]
    return -q
