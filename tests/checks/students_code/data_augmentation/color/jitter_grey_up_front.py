import numpy as np


LUMA = np.array([0.299, 0.587, 0.114])


def jitter(image, *, brightness=1.0, contrast=1.0):
    grey = np.dot(image, LUMA)
    m = grey.mean()
    b = np.clip(brightness * image, 0, 1)
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    vals, vecs = np.linalg.eigh(q.T @ q / len(q))
    return vals[::-1], vecs[:, ::-1]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
