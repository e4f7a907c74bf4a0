"""Leading minors, QR, the update by its secant error, and the compact (2m by 2m) form of L-BFGS."""

import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    return loss + np.sum(gradient * step) + np.trace(hessian @ np.outer(step, step)) / 2


def newton_step(theta, gradient, hessian):
    if not all(np.linalg.slogdet(hessian[:k, :k])[0] > 0 for k in range(1, len(theta) + 1)):
        raise ValueError("hessian must be positive definite: a leading minor is not positive")
    Q, R = np.linalg.qr(hessian)
    p = np.linalg.solve(R, Q.T @ gradient)
    return theta - p


def bfgs_update(inverse_hessian, s, y):
    sy = s.dot(y)
    if sy <= 0:
        return 1 * inverse_hessian
    error = s - inverse_hessian.dot(y)
    return inverse_hessian + (np.outer(error, s) + np.outer(s, error)) / sy - error.dot(y) / sy**2 * np.outer(s, s)


def lbfgs_direction(gradient, s_history, y_history):
    """Byrd, Nocedal and Schnabel (1994), theorem 2.2."""
    if not len(s_history):
        return -gradient
    S, Y = np.stack(s_history, axis=1), np.stack(y_history, axis=1)
    gamma = (S[:, -1] @ Y[:, -1]) / (Y[:, -1] @ Y[:, -1])
    SY = S.T @ Y
    R = np.triu(SY)
    D = np.diag(np.diag(SY))
    Sg, Yg = S.T @ gradient, gamma * (Y.T @ gradient)
    u = np.linalg.solve(R, Sg)
    upper = np.linalg.solve(R.T, (D + gamma * Y.T @ Y) @ u - Yg)
    return -(gamma * gradient + S @ upper - gamma * (Y @ u))
