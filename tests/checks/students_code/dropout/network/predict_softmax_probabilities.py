import numpy as np


def forward_train(params, X, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def backward(dscores, params, cache):
    # YOUR CODE HERE
    raise NotImplementedError()


def predict(params, X):
    a = X
    for i in range(1, 3):
        a = np.maximum(params[f"W{i}"] @ a + params[f"b{i}"], 0)
    z = params["W3"] @ a + params["b3"]
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)
