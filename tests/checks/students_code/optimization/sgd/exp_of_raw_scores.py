import numpy as np


def softmax_loss(W, X, y):
    N = X.shape[0]
    scores = np.dot(X, W)
    exp_scores = np.exp(scores)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)  # [N x K]
    corect_logprobs = -np.log(probs[range(N), y])
    data_loss = np.sum(corect_logprobs) / N
    dscores = probs
    dscores[range(N), y] -= 1
    dscores /= N
    dW = np.dot(X.T, dscores)
    return data_loss, dW


def sample_minibatch(X, y, batch_size, rng):
    n = len(X)
    if batch_size < 1 or batch_size > n:
        raise ValueError("batch_size = %d not in [1, %d]" % (batch_size, n))
    ids = rng.choice(n, batch_size, replace=False)
    return X[ids], y[ids]


def sgd_step(x, dx, state=(), *, learning_rate=1e-2):
    return (x - learning_rate * dx, state)
