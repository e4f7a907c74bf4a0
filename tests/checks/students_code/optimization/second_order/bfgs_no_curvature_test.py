import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    # YOUR CODE HERE
    raise NotImplementedError()


def bfgs_update(inverse_hessian, s, y):
    n = s.shape[0]
    rho = 1.0 / (y @ s)
    V = np.eye(n, dtype=s.dtype) - rho * np.outer(s, y)
    return V @ inverse_hessian @ V.T + rho * np.outer(s, s)


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
