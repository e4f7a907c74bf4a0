import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    try:
        L = np.linalg.cholesky(hessian)
    except np.linalg.LinAlgError:
        raise ValueError("hessian must be positive definite")
    L_inv = np.linalg.inv(L)
    return theta - (L_inv.T @ L_inv) @ gradient


def bfgs_update(inverse_hessian, s, y):
    # YOUR CODE HERE
    raise NotImplementedError()


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
