import numpy as np


def softmax_loss(W, X, y):
    raise NotImplementedError()


def sample_minibatch(X, y, batch_size, rng):
    if batch_size < 1 or batch_size > X.shape[0]:
        raise ValueError(f"batch_size {batch_size}")
    order = np.argsort(rng.random(X.shape[0]))
    chosen = order[:batch_size]
    return X[chosen, :], y[chosen]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    step = np.multiply(learning_rate, dx)
    return np.add(x, step), state
