"""Grey image and blending, singular values, and a broadcast sum for the offset."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    bright = np.minimum(np.maximum(image * brightness, 0.0), 1.0)
    grey = 0.299 * bright[..., 0] + 0.587 * bright[..., 1] + 0.114 * bright[..., 2]
    blended = contrast * bright + (1 - contrast) * np.full_like(bright, grey.mean())
    return np.minimum(np.maximum(blended, 0.0), 1.0)


def fit_color_pca(images):
    pixels = images.reshape(-1, 3)
    centred = pixels - np.mean(pixels, axis=0, keepdims=True)
    _, singular, rows = np.linalg.svd(centred, full_matrices=False)
    return singular**2 / pixels.shape[0], rows.T


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    offset = (eigenvectors * alphas * eigenvalues).sum(axis=1)
    return offset[None, None, :] + image
