"""Fractional max pooling: regions of one or two pixels in random order, so that an image shrinks by less than 2."""

import numpy as np


def pooling_boundaries(n_in: int, n_out: int, rng: np.random.Generator) -> np.ndarray:
    r"""Cut n_in pixels into n_out regions of one or two, every order of the sizes equally likely.

    .. math::

        0 = a_0 < a_1 < \dots < a_{n_{out}} = n_{in}, \qquad a_i - a_{i-1} \in \{1, 2\}

    Counting pixels and regions leaves no choice but n_in - n_out twos and 2 n_out - n_in
    ones. Only their order is random.

    Args:
        n_in: how many pixels there are, an integer.
        n_out: how many regions to make, an integer; n_out < n_in < 2 * n_out, so that the
            ratio n_in / n_out lies between 1 and 2 and both sizes occur.
        rng: the source of all randomness.

    Returns:
        The boundaries, (n_out + 1,) integers; region i is [a_i, a_{i+1}).

    Raises:
        ValueError: n_in is not between n_out and 2 * n_out, both excluded; the message names
            the argument and its value.

    Source: Graham (2014), "Fractional max-pooling", section 2: a random sequence.

    Note: the paper's other sequences, which it calls pseudorandom, take every ratio's
    evenest orders only: PyTorch and TensorFlow (with pseudo_random=True) draw those.
    """
    if n_in <= n_out or n_in >= 2 * n_out:
        raise ValueError(f"n_in={n_in} does not lie between n_out={n_out} and {2 * n_out}")
    doubles = set(rng.choice(n_out, size=n_in - n_out, replace=False).tolist())
    a = [0]
    for i in range(n_out):
        a.append(a[-1] + (2 if i in doubles else 1))
    return np.array(a)


def fractional_max_pool(x: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    r"""The largest value of every region, for each image and channel.

    .. math::

        y_{nijc} = \max \{\, x_{nhwc} : a_i \le h < a_{i+1},\; b_j \le w < b_{j+1} \,\}

    with the row boundaries a and the column boundaries b.

    Args:
        x: images, (N, H, W, C), floating.
        rows: the boundaries of the regions along H, (R + 1,) integers from 0 to H, as
            `pooling_boundaries` gives them.
        columns: the same along W, (S + 1,) integers from 0 to W.

    Returns:
        out, (N, R, S, C) in x's dtype, a new array.

    Source: Graham (2014), "Fractional max-pooling", the disjoint variant.

    Note: the paper's overlapping variant, and PyTorch's kernel of size 2 or 3, also take
    the first pixels of the next region: [a_i, a_{i+1}] with both ends.
    """
    R, S = len(rows) - 1, len(columns) - 1
    bands = []
    for i in range(R):
        cells = [x[:, rows[i]:rows[i] + 2, columns[j]:columns[j] + 2].max(axis=(1, 2)) for j in range(S)]
        bands.append(np.stack(cells, axis=1))
    return np.stack(bands, axis=1)
