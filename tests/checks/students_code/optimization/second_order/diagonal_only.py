"""Second-order methods."""

import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    linear = (gradient * step).sum()
    second_derivatives = np.diagonal(hessian)
    quadratic = (second_derivatives * step**2).sum() / 2
    return float(loss + linear + quadratic)


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
