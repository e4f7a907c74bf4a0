import numpy as np


def vanilla_dropout(h, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def vanilla_dropout_predict(h, p):
    # YOUR CODE HERE
    raise NotImplementedError()


def inverted_dropout(h, p, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def dropout_backward(dout, mask):
    # YOUR CODE HERE
    raise NotImplementedError()


def expected_output(w, x, p):
    if p <= 0 or p > 1:
        raise ValueError(f"p = {p} is not in (0, 1]")
    n = w.shape[0]
    masks = np.array([[int(c) for c in np.binary_repr(i, width=n)] for i in range(2 ** n)])
    k = np.sum(masks == 0, axis=1)
    probs = np.power(float(p), k) * np.power(1.0 - p, n - k)
    return float(probs @ (masks * x) @ w)
