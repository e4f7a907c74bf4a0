import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    raise NotImplementedError()


def fractional_max_pool(x, rows, columns):
    N, H, W, C = x.shape
    out = np.zeros((N, len(rows) - 1, len(columns) - 1, C))
    for h in range(H):
        i = np.searchsorted(rows, h, side="right") - 1
        for w in range(W):
            j = np.searchsorted(columns, w, side="right") - 1
            out[:, i, j] = np.maximum(out[:, i, j], x[:, h, w])
    return out
