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
    B = inverse_hessian
    ys = y @ s
    if ys <= 0:
        return B
    Bs = B @ s
    return B + np.outer(y, y) / ys - np.outer(Bs, Bs) / (s @ Bs)


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
