import numpy as np


def vanilla_dropout(h, p, rng):
    if p <= 0 or p > 1:
        raise ValueError("p must be in (0, 1], p = %s" % p)
    keep = rng.uniform(size=h.shape) < p
    out = h.copy()
    out[~keep] = 0
    out = out / p
    return out, keep


def vanilla_dropout_predict(h, p):
    if not 0 < p <= 1:
        raise ValueError(f'p must be in (0, 1], got p={p}')
    return h * p


def inverted_dropout(h, p, rng):
    if not 0 < p <= 1:
        raise ValueError(f'p must be in (0, 1], got p={p}')

    mask = (rng.random(h.shape) < p).astype(h.dtype) / p
    return h * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


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
