"""Horizontal flips: an image and its mirror image show the same thing."""

import numpy as np


def horizontal_flip(image: np.ndarray) -> np.ndarray:
    """Mirror an image, left to right."""
    columns = -np.arange(image.shape[1])
    return image[:, columns]


def random_horizontal_flip(images: np.ndarray, rng: np.random.Generator, *, probability: float = 0.5) -> np.ndarray:
    """Mirror every image of a batch with a given probability, each on a draw of its own."""
    n = len(images)
    coins = rng.random(n)
    out = np.empty_like(images)
    for i in range(n):
        out[i] = np.fliplr(images[i]) if coins[i] < probability else images[i]
    return out
