import numpy as np


def quadratic_approximation(loss, gradient, hessian, step):
    # YOUR CODE HERE
    raise NotImplementedError()


def newton_step(theta, gradient, hessian):
    try:
        p = np.linalg.solve(hessian, gradient)
    except np.linalg.LinAlgError as err:
        raise ValueError("the Hessian is singular, not positive definite") from err
    return theta - p


def bfgs_update(inverse_hessian, s, y):
    # YOUR CODE HERE
    raise NotImplementedError()


def lbfgs_direction(gradient, s_history, y_history):
    # YOUR CODE HERE
    raise NotImplementedError()
