import numpy as np


def jitter(image, *, brightness=1.0, contrast=1.0):
    x = image * brightness
    R, G, B = np.moveaxis(x, -1, 0)
    mean_luma = float((0.299 * R + 0.587 * G + 0.114 * B).mean())
    x = mean_luma + contrast * (x - mean_luma)
    return x.clip(0, 1)


def fit_color_pca(images):
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    vals, vecs = np.linalg.eigh(q.T @ q / len(q))
    return vals[::-1], vecs[:, ::-1]


def pca_color_jitter(image, eigenvalues, eigenvectors, alphas):
    return image + eigenvectors @ (alphas * eigenvalues)
