import numpy as np


def vanilla_dropout(h, p, rng):
    if p <= 0 or p > 1:
        raise ValueError('p = ' + str(p) + ' is outside (0, 1]')

    mask = (rng.random(size=h.shape) < p).astype(h.dtype)
    out = h * mask
    return out, mask


def vanilla_dropout_predict(h, p):
    if p <= 0 or p > 1:
        raise ValueError('p = ' + str(p) + ' is outside (0, 1]')
    out = p * h
    return out


def inverted_dropout(h, p, rng):
    if p <= 0 or p > 1:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got p={p}")
    mask = (rng.random(h.shape) > p).astype(h.dtype) / (1 - p)
    return mask * h, mask


def dropout_backward(dout, mask):
    dh = mask * dout
    return dh


def expected_output(w, x, p):
    if not 0 < p <= 1:
        raise ValueError(f'p must be in (0, 1], got p={p}')

    n = len(w)
    total = 0.0
    for code in range(2 ** n):
        m = np.array([(code >> i) & 1 for i in range(n)])
        k = m.sum()
        total += p ** k * (1 - p) ** (n - k) * np.dot(w, m * x)
    return float(total)
