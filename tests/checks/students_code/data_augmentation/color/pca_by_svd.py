import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    # YOUR CODE HERE
    raise NotImplementedError()


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(0)
    U, S, Vt = np.linalg.svd(q, full_matrices=False)
    return S / len(q), Vt.T


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    # YOUR CODE HERE
    raise NotImplementedError()
