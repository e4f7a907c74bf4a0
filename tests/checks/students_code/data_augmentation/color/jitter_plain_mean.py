import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    image *= brightness
    np.clip(image, 0, 1, out=image)
    mu = image.mean()
    return np.clip(mu + contrast * (image - mu), 0, 1)


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    vals, vecs = np.linalg.eigh(q.T @ q / len(q))
    return vals[::-1], vecs[:, ::-1]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
