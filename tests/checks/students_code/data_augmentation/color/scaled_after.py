"""Colour jitter: brightness and contrast, and AlexNet's offset along the principal directions of colour."""

import numpy as np


def jitter(image: np.ndarray, *, brightness: float = 1.0, contrast: float = 1.0) -> np.ndarray:
    """Change an image's brightness, then its contrast."""
    b = np.clip(brightness * image, 0, 1)
    grey = 0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]
    m = grey.mean()
    return np.clip(m + contrast * (b - m), 0, 1)


def fit_color_pca(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The principal directions in which the colours of a set of images vary."""
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    lam, V = np.linalg.eigh(q.T @ q / len(q))
    return lam[::-1].copy(), V[:, ::-1].copy()


def pca_color_jitter(
    image: np.ndarray, eigenvalues: np.ndarray, eigenvectors: np.ndarray, alphas: np.ndarray
) -> np.ndarray:
    """Add one colour offset to every pixel of an image, along the principal directions."""
    offset = (eigenvectors @ alphas) * eigenvalues
    return image + offset
