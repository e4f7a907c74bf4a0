"""Horizontal flips."""

import numpy as np


def horizontal_flip(image):
    return image[:, ::-1, :]


def random_horizontal_flip(images, rng, *, probability=0.5):
    coin = rng.random()
    if coin >= probability:
        return images
    return np.array([img[:, ::-1] for img in images], dtype=images.dtype).reshape(images.shape)
