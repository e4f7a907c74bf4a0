import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    b = np.clip(brightness * image, 0, 1)
    m = float(np.mean(0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]))
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images):
    data = images.reshape(-1, images.shape[-1])
    data = data - np.mean(data, axis=0)
    covariance = data.T.dot(data) / data.shape[0]
    eig_vals, eig_vecs = np.linalg.eigh(covariance)
    order = np.argsort(-eig_vals)
    return eig_vals[order], eig_vecs[order]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
