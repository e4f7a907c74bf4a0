import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    n = len(step)
    value = loss
    for i in range(n):
        value = value + gradient[i] * step[i]
        for j in range(n):
            value = value + hessian[i][j] * step[i] * step[j]
    return value


def newton_step(theta, gradient, hessian):
    # YOUR CODE HERE
    raise NotImplementedError()


def bfgs_update(inverse_hessian, s, y):
    # YOUR CODE HERE
    raise NotImplementedError()


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
