"""Colour jitter."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    b = np.clip(brightness * image, 0, 1)
    m = float(np.mean(0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]))
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    C = q.T @ q / len(q)
    values, vectors = np.linalg.eigh(C)
    return values[::-1].copy(), vectors[:, ::-1].copy()


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    spread = np.sqrt(np.maximum(eigenvalues, 0))   # std along each direction
    offset = np.zeros(3, dtype=image.dtype)
    for i in range(3):
        offset = offset + alphas[i] * spread[i] * eigenvectors[:, i]
    return image + offset[None, None, :]
