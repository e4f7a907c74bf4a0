"""One Cholesky factor for test and solution; BFGS multiplied out; alphas in an array of the gradient's dtype."""

import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    curvature = np.einsum("i,ij,j", step, hessian, step)
    return float(loss + np.dot(gradient, step) + curvature / 2)


def newton_step(theta, gradient, hessian):
    try:
        L = np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError as error:
        raise ValueError("Newton's step needs a positive definite hessian") from error
    n = len(theta)
    z = np.zeros_like(gradient)
    for i in range(n):
        z[i] = (gradient[i] - L[i, :i] @ z[:i]) / L[i, i]
    p = np.zeros_like(gradient)
    for i in reversed(range(n)):
        p[i] = (z[i] - L[i + 1 :, i] @ p[i + 1 :]) / L[i, i]
    return theta - p


def bfgs_update(inverse_hessian, s, y):
    sy = np.inner(s, y)
    if not sy > 0:
        return inverse_hessian.copy()
    Hy = inverse_hessian @ y
    new = inverse_hessian.copy()
    new += (1 + (y @ Hy) / sy) / sy * np.outer(s, s)
    new -= (np.outer(Hy, s) + np.outer(s, Hy)) / sy
    return new


def lbfgs_direction(gradient, s_history, y_history):
    m = len(s_history)
    if m == 0:
        return -gradient
    S, Y = np.array(s_history), np.array(y_history)
    rho = 1 / np.einsum("ij,ij->i", S, Y)
    alpha = np.zeros(m, dtype=gradient.dtype)
    q = gradient.copy()
    for i in range(m - 1, -1, -1):
        alpha[i] = rho[i] * S[i].dot(q)
        q -= alpha[i] * Y[i]
    q *= S[-1].dot(Y[-1]) / Y[-1].dot(Y[-1])
    for i in range(m):
        q += S[i] * (alpha[i] - rho[i] * Y[i].dot(q))
    return np.negative(q)
