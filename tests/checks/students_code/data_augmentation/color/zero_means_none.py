"""Colour jitter: brightness and contrast, and AlexNet's offset along the principal directions of colour."""

import numpy as np


def jitter(image: np.ndarray, *, brightness: float = 1.0, contrast: float = 1.0) -> np.ndarray:
    """Change an image's brightness, then its contrast."""
    bright = np.clip(brightness * image, 0, 1)
    if not contrast:
        return bright
    red, green, blue = bright.mean(axis=(0, 1), dtype=np.float64)
    grey = float(0.299 * red + 0.587 * green + 0.114 * blue)
    return np.clip(grey + contrast * (bright - grey), 0, 1)


def fit_color_pca(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The principal directions in which the colours of a set of images vary."""
    pixels = images.reshape(-1, 3).astype(np.float64)
    centred = pixels - pixels.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred / len(pixels))
    return values[::-1].astype(images.dtype), vectors[:, ::-1].astype(images.dtype)


def pca_color_jitter(
    image: np.ndarray, eigenvalues: np.ndarray, eigenvectors: np.ndarray, alphas: np.ndarray
) -> np.ndarray:
    """Add one colour offset to every pixel of an image, along the principal directions."""
    return image + eigenvectors @ (alphas * eigenvalues)
