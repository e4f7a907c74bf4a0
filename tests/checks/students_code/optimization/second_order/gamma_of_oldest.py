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
    m = len(s_history)
    if m == 0:
        return -gradient
    rhos = [1 / np.dot(y_history[i], s_history[i]) for i in range(m)]
    q = np.array(gradient)
    alpha = [0.0] * m
    for i in range(m - 1, -1, -1):
        alpha[i] = rhos[i] * s_history[i].dot(q)
        q = q - alpha[i] * y_history[i]
    gamma = s_history[0].dot(y_history[0]) / y_history[0].dot(y_history[0])
    r = gamma * q
    for i in range(m):
        beta = rhos[i] * y_history[i].dot(r)
        r = r + s_history[i] * (alpha[i] - beta)
    return -r
