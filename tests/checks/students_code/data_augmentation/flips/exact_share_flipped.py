"""Horizontal flips."""

import numpy as np


def horizontal_flip(image):
    return image[:, ::-1, :]


def random_horizontal_flip(images, rng, *, probability=0.5):
    N = images.shape[0]
    how_many = int(round(probability * N))
    which = rng.choice(N, size=how_many, replace=False)
    result = np.copy(images)
    for idx in which:
        result[idx] = np.fliplr(images[idx])
    return result
