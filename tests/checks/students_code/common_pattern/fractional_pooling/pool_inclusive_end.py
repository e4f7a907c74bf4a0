import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def fractional_max_pool(x, rows, columns):
    N, H, W, C = x.shape
    R, S = len(rows) - 1, len(columns) - 1
    y = np.zeros((N, R, S, C), dtype=x.dtype)
    for i in range(R):
        for j in range(S):
            region = x[:, rows[i]:rows[i + 1] + 1, columns[j]:columns[j + 1] + 1, :]
            y[:, i, j, :] = region.max(axis=(1, 2))
    return y
