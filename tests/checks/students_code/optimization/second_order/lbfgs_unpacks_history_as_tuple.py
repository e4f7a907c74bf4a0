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
    q = gradient.copy()
    alphas = []
    for i, s, y in enumerate(zip(s_history[::-1], y_history[::-1])):
        alphas.append((s @ q) / (s @ y))
        q = q - alphas[i] * y
    s, y = s_history[-1], y_history[-1]
    r = (s @ y) / (y @ y) * q
    for s, y, a in zip(s_history, y_history, alphas[::-1]):
        r = r + s * (a - (y @ r) / (s @ y))
    return -r
