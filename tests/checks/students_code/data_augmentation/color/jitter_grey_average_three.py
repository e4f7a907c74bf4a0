import numpy as np


def to_grey(img):
    r, g, b = img[:, :, 0], img[:, :, 1], img[:, :, 2]
    return (r + g + b) / 3


def jitter(image, *, brightness=1.0, contrast=1.0):
    bright = np.minimum(np.maximum(brightness * image, 0.0), 1.0)
    m = np.mean(to_grey(bright))
    blended = contrast * bright + (1 - contrast) * m
    return np.minimum(np.maximum(blended, 0.0), 1.0)


def fit_color_pca(images):
    raise NotImplementedError()


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    raise NotImplementedError()
