import numpy as np


def _softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True), z - np.log(e.sum(axis=1, keepdims=True))


def softmax_loss(W: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    P, logP = _softmax(np.einsum("nd,dc->nc", X, W))
    Y = np.zeros_like(P)
    Y[np.arange(len(y)), y] = 1
    loss = -np.mean(np.sum(Y * logP, axis=1))
    dW = np.einsum("nd,nc->dc", X, P - Y)
    return loss, dW


def sample_minibatch(X, y, batch_size, rng):
    N = X.shape[0]
    if not 1 <= batch_size <= N:
        raise ValueError(f"batch_size must be between 1 and {N}, got batch_size={batch_size}")
    idx = rng.permutation(N)[:batch_size]
    return X[idx], y[idx]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    x = x - learning_rate * dx
    return x, state
