"""Colour jitter."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    img = image * brightness
    img = np.minimum(np.maximum(img, 0), 1)
    channels = []
    for c in range(3):
        plane = img[:, :, c]
        mean = plane.mean()
        channels.append((1 - contrast) * mean + contrast * plane)
    out = np.stack(channels, axis=2)
    return np.minimum(np.maximum(out, 0), 1)


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    C = q.T @ q / len(q)
    values, vectors = np.linalg.eigh(C)
    return values[::-1].copy(), vectors[:, ::-1].copy()


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
