import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    # YOUR CODE HERE
    raise NotImplementedError()


def bfgs_update(inverse_hessian, s, y):
    H = inverse_hessian
    if np.dot(s, y) <= 0:
        return H
    Hy = H.dot(y)
    H += np.outer(s, s) / np.dot(s, y)
    H -= np.outer(Hy, Hy) / np.dot(y, Hy)
    return H


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
