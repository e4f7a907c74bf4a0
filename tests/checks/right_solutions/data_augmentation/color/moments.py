"""Second moments less the square of the first, outer products, einsum."""

import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    image = np.clip(image * brightness, 0, 1)
    luma = np.asarray((0.299, 0.587, 0.114), image.dtype)
    mean = luma @ image.mean(axis=(0, 1))
    return np.clip(image * contrast + mean * (1 - contrast), 0, 1)


def fit_color_pca(images):
    x = images.astype(np.float64)
    mean = x.mean(axis=(0, 1, 2))
    second = np.einsum("nhwi,nhwj->ij", x, x) / np.prod(x.shape[:3])
    eigenvalues, eigenvectors = np.linalg.eigh(-(second - np.outer(mean, mean)))
    return (-eigenvalues).astype(images.dtype), eigenvectors.astype(images.dtype)


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    scaled = np.diag(eigenvalues) @ alphas
    return image + np.einsum("ij,j->i", eigenvectors, scaled)
