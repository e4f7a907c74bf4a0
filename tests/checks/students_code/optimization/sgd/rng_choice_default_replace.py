import numpy as np


def softmax_loss(W, X, y):
    raise NotImplementedError()


def sample_minibatch(X, y, batch_size, rng):
    num_train = X.shape[0]
    if batch_size < 1 or batch_size > num_train:
        raise ValueError(f"batch_size={batch_size} must be between 1 and {num_train}")
    batch_idx = rng.choice(np.arange(num_train), batch_size)
    X_batch = X[batch_idx]
    y_batch = y[batch_idx]
    return X_batch, y_batch


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    return x - learning_rate * dx, state
