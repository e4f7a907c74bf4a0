import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    raise NotImplementedError()


def fit_color_pca(images):
    raise NotImplementedError()


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    for k in range(3):
        image += alphas[k] * eigenvalues[k] * eigenvectors[k]
    return image
