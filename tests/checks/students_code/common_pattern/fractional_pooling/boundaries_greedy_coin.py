import numpy as np


def pooling_boundaries(n_in, n_out, rng):
    if not (n_out < n_in < 2 * n_out):
        raise ValueError(f"need n_out < n_in < 2 n_out, got n_in={n_in}, n_out={n_out}")
    twos = n_in - n_out
    ones = n_out - twos
    a = [0]
    while ones > 0 or twos > 0:
        if ones == 0:
            step = 2
        elif twos == 0:
            step = 1
        else:
            step = rng.integers(1, 3)
        if step == 2:
            twos -= 1
        else:
            ones -= 1
        a.append(a[-1] + int(step))
    return np.array(a)


def fractional_max_pool(x, rows, columns):
    # YOUR CODE HERE
    raise NotImplementedError()
