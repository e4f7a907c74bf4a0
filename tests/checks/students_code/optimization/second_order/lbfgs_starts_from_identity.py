import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    linear = np.dot(gradient, step)
    curved = np.dot(step, np.dot(hessian, step)) / 2
    return loss + linear + curved


def newton_step(theta, gradient, hessian):
    w = np.linalg.eigvalsh(hessian)
    if not np.all(w > 0):
        raise ValueError(f"the Hessian is not positive definite: {w}")
    p = np.linalg.solve(hessian, gradient)
    return theta - p


def bfgs_update(inverse_hessian, s, y):
    sy = s @ y
    if sy <= 0:
        return inverse_hessian.copy()
    rho = 1 / sy
    I = np.eye(len(s), dtype=s.dtype)
    V = I - rho * np.outer(y, s)
    return V.T @ inverse_hessian @ V + rho * np.outer(s, s)


def lbfgs_direction(gradient, s_history, y_history):
    m = len(s_history)
    q = gradient.copy()
    alpha = [0] * m
    rho = [1 / np.dot(s_history[i], y_history[i]) for i in range(m)]
    for i in reversed(range(m)):
        alpha[i] = rho[i] * np.dot(s_history[i], q)
        q = q - alpha[i] * y_history[i]
    r = q
    for i in range(m):
        beta = rho[i] * np.dot(y_history[i], r)
        r = r + (alpha[i] - beta) * s_history[i]
    return -r
