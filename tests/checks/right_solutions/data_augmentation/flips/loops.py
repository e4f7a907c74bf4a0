"""Flips image by image, column by column."""

import numpy as np


def horizontal_flip(image):
    out = np.empty_like(image)
    W = image.shape[1]
    for j in range(W):
        out[:, j] = image[:, W - 1 - j]
    return out


def random_horizontal_flip(images, rng, *, probability=0.5):
    out = []
    for image in images:
        if rng.random() < probability:
            out.append(horizontal_flip(image))
        else:
            out.append(image)
    return np.stack(out)
