import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    # YOUR CODE HERE
    raise NotImplementedError()


def fit_color_pca(images):
    X = images.reshape(-1, 3)
    cov = np.dot(X.T, X) / X.shape[0]
    w, V = np.linalg.eigh(cov)
    idx = w.argsort()[::-1]
    return w[idx], V[:, idx]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    # YOUR CODE HERE
    raise NotImplementedError()
