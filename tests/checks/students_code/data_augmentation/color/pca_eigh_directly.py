import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    b = np.clip(brightness * image, 0, 1)
    m = float(np.mean(0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]))
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images):
    n_pixels = images.shape[0] * images.shape[1] * images.shape[2]
    pixels = np.reshape(images, (n_pixels, 3))
    centred = pixels - pixels.mean(axis=0, keepdims=True)
    C = np.einsum("ki,kj->ij", centred, centred) / n_pixels
    eigenvalues, eigenvectors = np.linalg.eigh(C)
    return eigenvalues, eigenvectors


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
