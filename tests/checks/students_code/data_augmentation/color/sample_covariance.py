"""Colour jitter."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    b = np.clip(brightness * image, 0, 1)
    m = float(np.mean(0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]))
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images):
    pixels = images.reshape(-1, 3)
    cov = np.cov(pixels, rowvar=False)
    lam, V = np.linalg.eigh(cov)
    order = np.argsort(lam)[::-1]
    return lam[order], V[:, order]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
