"""Horizontal flips: an image and its mirror image show the same thing."""

import numpy as np


def horizontal_flip(image: np.ndarray) -> np.ndarray:
    """Mirror an image, left to right."""
    return image[:, ::-1]


def random_horizontal_flip(images: np.ndarray, rng: np.random.Generator, *, probability: float = 0.5) -> np.ndarray:
    """Mirror every image of a batch with a given probability, each on a draw of its own."""
    n = images.shape[0]
    k = int(round(probability * n))
    who = rng.choice(n, size=k, replace=False)
    out = images.copy()
    out[who] = out[who][:, :, ::-1, :]
    return out
