import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    # YOUR CODE HERE
    raise NotImplementedError()


def bfgs_update(inverse_hessian, s, y):
    # YOUR CODE HERE
    raise NotImplementedError()


def lbfgs_direction(gradient, s_history, y_history):
    if len(s_history) == 0:
        return -gradient
    n = gradient.size
    s, y = s_history[-1], y_history[-1]
    H = np.eye(n) * (s @ y) / (y @ y)
    for s, y in zip(s_history, y_history):
        rho = 1 / (s @ y)
        V = np.eye(n) - rho * np.outer(y, s)
        H = V.T @ H @ V + rho * np.outer(s, s)
    return -H @ gradient
