import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    # YOUR CODE HERE
    raise NotImplementedError()


def bfgs_update(inverse_hessian, s, y):
    sk, yk, Hk = s, y, inverse_hessian
    sy = np.dot(sk, yk)
    if sy < 1e-8:
        return Hk.copy()
    Hy = Hk @ yk
    first = (sy + yk @ Hy) / sy ** 2 * np.outer(sk, sk)
    second = (np.outer(Hy, sk) + np.outer(sk, Hy)) / sy
    return Hk + first - second


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
