"""Colour jitter."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    b = np.clip(brightness * image, 0, 1, out=image)
    m = b.mean()
    out = b * contrast + m * (1 - contrast)
    return np.clip(out, 0, 1)


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    C = q.T @ q / len(q)
    values, vectors = np.linalg.eigh(C)
    return values[::-1].copy(), vectors[:, ::-1].copy()


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
