import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    for i in range(hessian.shape[0]):
        if hessian[i, i] <= 0:
            raise ValueError("The hessian is not positive definite.")
    theta -= np.linalg.solve(hessian, gradient)
    return theta


def bfgs_update(inverse_hessian, s, y):
    # YOUR CODE HERE
    raise NotImplementedError()


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
