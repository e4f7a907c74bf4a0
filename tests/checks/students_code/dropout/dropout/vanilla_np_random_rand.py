import numpy as np


def vanilla_dropout(h, p, rng):
    if not 0 < p <= 1:
        raise ValueError("p should be in (0, 1] but is {}".format(p))
    U1 = (np.random.rand(*h.shape) < p) / 1.0
    H = h * U1
    return H, U1


def vanilla_dropout_predict(h, p):
    if p <= 0 or p > 1:
        raise ValueError('p = ' + str(p) + ' is outside (0, 1]')
    out = p * h
    return out


def inverted_dropout(h, p, rng):
    if p <= 0 or p > 1:
        raise ValueError('p = ' + str(p) + ' is outside (0, 1]')

    keep = rng.random(h.shape) < p
    mask = np.where(keep, 1 / p, 0).astype(h.dtype)
    out = h * mask
    return out, mask


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
