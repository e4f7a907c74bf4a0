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
    k = len(s_history)
    q = gradient
    alphas = np.zeros(k, dtype=gradient.dtype)
    for i in range(k - 1, -1, -1):
        s, y = s_history[i], y_history[i]
        alphas[i] = s.dot(q) / y.dot(s)
        q = q - alphas[i] * y
    gamma = s_history[0].dot(y_history[0]) / y_history[0].dot(y_history[0])
    r = gamma * q
    for i in range(k):
        s, y = s_history[i], y_history[i]
        beta = y.dot(r) / y.dot(s)
        r = r + s * (alphas[i] - beta)
    return -r
