"""Newton by eigenvectors, and products of the growing estimate with the vectors that are needed."""

import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    return np.asarray(loss + (step * (gradient + 0.5 * (hessian @ step))).sum())


def newton_step(theta, gradient, hessian):
    eigenvalues, directions = np.linalg.eigh(hessian)
    if (eigenvalues <= 0).any():
        raise ValueError(f"hessian: not positive definite, its smallest eigenvalue is {eigenvalues[0]:.3g}")
    along = directions.T @ -gradient
    return theta + directions @ (along / eigenvalues)


def bfgs_update(inverse_hessian, s, y):
    column_s, column_y = s.reshape(-1, 1), y.reshape(-1, 1)
    curvature = (column_s.T @ column_y).item()
    if curvature <= 0:
        return inverse_hessian
    rho = 1 / curvature
    identity = np.identity(len(s), dtype=s.dtype)
    left = identity - rho * column_s @ column_y.T
    return left @ (inverse_hessian @ left.T) + rho * column_s @ column_s.T


def lbfgs_direction(gradient, s_history, y_history):
    if len(y_history) == 0:
        return 0 - gradient
    gamma = np.vdot(s_history[-1], y_history[-1]) / np.vdot(y_history[-1], y_history[-1])
    vectors = [gradient, *y_history]
    products = [gamma * v for v in vectors]
    for k, (s, y) in enumerate(zip(s_history, y_history, strict=True)):
        sy, Hy = s @ y, products[k + 1]
        yHy = y @ Hy
        products = [
            Hv + (1 + yHy / sy) * (s @ v) / sy * s - (Hy * (s @ v) + s * (Hy @ v)) / sy
            for v, Hv in zip(vectors, products, strict=True)
        ]
    return -products[0]
