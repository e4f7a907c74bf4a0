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
    H = inverse_hessian
    curvature = float(s @ y)
    if not curvature > 0:
        return H
    rho = 1.0 / curvature
    n = H.shape[0]
    I = np.identity(n, dtype=H.dtype)
    left = I - rho * np.outer(y, s)
    right = I - rho * np.outer(s, y)
    return left.dot(H).dot(right) + rho * np.outer(s, s)


def lbfgs_direction(gradient, s_history, y_history):
    if len(s_history) == 0:
        return -gradient
    q = gradient.copy()
    alphas = []
    for s, y in zip(s_history[::-1], y_history[::-1]):
        a = np.dot(s, q) / np.dot(s, y)
        q = q - a * y
        alphas.append(a)
    s, y = s_history[-1], y_history[-1]
    r = np.dot(s, y) / np.dot(y, y) * q
    for s, y, a in zip(s_history, y_history, alphas[::-1]):
        b = np.dot(y, r) / np.dot(s, y)
        r = r + (a - b) * s
    return -r
