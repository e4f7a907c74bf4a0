import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    weights = np.array([0.299, 0.587, 0.114], dtype=image.dtype)
    bright = (image * brightness).clip(0.0, 1.0)
    grey = (bright @ weights).mean()
    return (grey + contrast * (bright - grey)).clip(0.0, 1.0)


def fit_color_pca(images):
    p = images.reshape(-1, 3)
    p = p - p.mean(axis=0)
    C = (p @ p) / p.shape[0]
    w, v = np.linalg.eigh(C)
    return w[::-1], v[:, ::-1]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    offset = sum(alphas[i] * eigenvalues[i] * eigenvectors[:, i] for i in range(3))
    return image + offset[None, None, :]
