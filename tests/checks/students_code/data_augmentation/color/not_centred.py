"""Colour jitter."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    b = np.clip(brightness * image, 0, 1)
    m = float(np.mean(0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]))
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images):
    N, H, W, _ = images.shape
    flat = np.reshape(images, (N * H * W, 3))
    second_moments = np.einsum("ki,kj->ij", flat, flat) / (N * H * W)
    w, v = np.linalg.eigh(second_moments)
    idx = np.argsort(-w)
    return w[idx], v[:, idx]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
