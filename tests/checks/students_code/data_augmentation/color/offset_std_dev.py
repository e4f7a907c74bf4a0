import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    b = np.clip(brightness * image, 0, 1)
    m = float(np.mean(0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]))
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    vals, vecs = np.linalg.eigh(q.T @ q / len(q))
    return vals[::-1], vecs[:, ::-1]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    std = np.sqrt(eigenvalues)
    delta = np.dot(eigenvectors, alphas * std)
    return image + delta
