import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    p = np.linalg.pinv(hessian) @ gradient
    theta = theta - p
    return theta


def bfgs_update(inverse_hessian, s, y):
    # YOUR CODE HERE
    raise NotImplementedError()


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
