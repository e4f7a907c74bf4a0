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
    if not s_history:
        return -gradient
    q = np.copy(gradient)
    a = []
    for s, y in zip(s_history[::-1], y_history[::-1]):
        a.insert(0, (s @ q) / (y @ s))
        q = q - a[0] * y
    s, y = s_history[-1], y_history[-1]
    gamma = (y @ y) / (s @ y)
    z = gamma * q
    for ai, s, y in zip(a, s_history, y_history):
        z = z + s * (ai - (y @ z) / (y @ s))
    return -z
