import numpy as np


def softmax_loss(W, X, y):
    raise NotImplementedError()


def sample_minibatch(X, y, batch_size, rng):
    """Shuffle the data, then take the first batch_size samples."""
    if batch_size < 1:
        raise ValueError(f"batch_size must be positive but is {batch_size}")
    X_shuffled = rng.permutation(X)
    y_shuffled = rng.permutation(y)
    return X_shuffled[:batch_size], y_shuffled[:batch_size]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    raise NotImplementedError()
