import numpy as np


def forward_train(params, X, p, rng):
    cache = {"A0": X}
    A = X
    for l in range(1, 4):
        Z = params["W" + str(l)] @ A + params["b" + str(l)]
        A = np.maximum(0, Z) if l < 3 else Z
        D = (rng.random(A.shape) < p).astype(X.dtype)
        A = A * D
        A = A / p
        cache["A" + str(l)] = A
        cache["D" + str(l)] = D
    return A, cache


def backward(dscores, params, cache):
    # YOUR CODE HERE
    raise NotImplementedError()


def predict(params, X):
    # YOUR CODE HERE
    raise NotImplementedError()
