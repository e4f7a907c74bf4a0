"""Plain loops in float64, cast at the end; np.cov and np.linalg.eig, sorted."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    out = image.astype(np.float64)
    H, W, _ = out.shape
    out = (out * brightness).clip(0, 1)
    total = 0.0
    for i in range(H):
        for j in range(W):
            r, g, b = out[i, j]
            total += 0.299 * r + 0.587 * g + 0.114 * b
    mean = total / (H * W)
    out = mean + (out - mean) * contrast
    out[out > 1] = 1
    out[out < 0] = 0
    return out.astype(image.dtype)


def fit_color_pca(images):
    table = np.concatenate([image.reshape(-1, 3) for image in images]).T
    values, vectors = np.linalg.eig(np.cov(table, ddof=0))
    order = np.argsort(values)[::-1]
    return values[order].astype(images.dtype), vectors[:, order].astype(images.dtype)


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    out = image.copy()
    for i in range(3):
        out += alphas[i] * eigenvalues[i] * eigenvectors[:, i]
    return out
