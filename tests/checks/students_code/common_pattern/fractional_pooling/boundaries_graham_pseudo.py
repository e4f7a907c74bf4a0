import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if n_in <= n_out or n_in >= 2 * n_out:
        raise ValueError(f"n_in must lie in ({n_out}, {2 * n_out}), got {n_in}")
    alpha = (n_in - 1) / (n_out - 1) if n_out > 1 else 1.0
    u = rng.random()
    base = int(alpha * u)
    seq = [int(alpha * (i + u)) - base for i in range(n_out)]
    seq.append(n_in)
    return np.array(seq, dtype=int)


def fractional_max_pool(x, rows, columns):
    N, H, W, C = x.shape
    out = np.empty((N, len(rows) - 1, len(columns) - 1, C), dtype=x.dtype)
    for i in range(len(rows) - 1):
        for j in range(len(columns) - 1):
            out[:, i, j] = x[:, rows[i]:rows[i + 1], columns[j]:columns[j + 1]].max(axis=(1, 2))
    return out
