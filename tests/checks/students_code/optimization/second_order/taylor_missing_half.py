import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    return loss + gradient @ step + step @ hessian @ step


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
    alphas = []
    for s, y in zip(reversed(s_history), reversed(y_history)):
        a = s @ q / (s @ y)
        q = q - a * y
        alphas.append(a)
    s, y = s_history[-1], y_history[-1]
    r = q * (s @ y / (y @ y))
    for s, y, a in zip(s_history, y_history, reversed(alphas)):
        r = r + s * (a - y @ r / (s @ y))
    return -r
