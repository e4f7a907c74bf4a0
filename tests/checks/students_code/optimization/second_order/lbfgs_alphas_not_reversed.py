import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    return loss + step @ gradient + 0.5 * step @ hessian @ step


def newton_step(theta, gradient, hessian):
    if np.linalg.eigvalsh(hessian).min() <= 0:
        raise ValueError("hessian must be positive definite")
    return theta - np.linalg.solve(hessian, gradient)


def bfgs_update(inverse_hessian, s, y):
    sy = s @ y
    if sy <= 0:
        return inverse_hessian.copy()
    rho = 1 / sy
    I = np.eye(len(s), dtype=s.dtype)
    V = I - rho * np.outer(y, s)
    return V.T @ inverse_hessian @ V + rho * np.outer(s, s)


def lbfgs_direction(gradient, s_history, y_history):
    if len(s_history) == 0:
        return -gradient
    q = gradient.copy()
    al = []
    for s_i, y_i in zip(reversed(s_history), reversed(y_history)):
        rho_i = 1.0 / np.inner(y_i, s_i)
        a_i = rho_i * np.inner(s_i, q)
        al.append(a_i)
        q = q - a_i * y_i
    gamma = np.inner(s_history[-1], y_history[-1]) / np.inner(y_history[-1], y_history[-1])
    d = gamma * q
    for k, (s_i, y_i) in enumerate(zip(s_history, y_history)):
        rho_i = 1.0 / np.inner(y_i, s_i)
        be_i = rho_i * np.inner(y_i, d)
        d = d + s_i * (al[k] - be_i)
    return -d
