"""Horizontal flips."""

import numpy as np


def horizontal_flip(image):
    H = image.shape[0]
    order = np.arange(H - 1, -1, -1)   # last to first
    return image[order]


def random_horizontal_flip(images, rng, *, probability=0.5):
    chosen = rng.random(len(images)) < probability
    out = images.copy()
    out[chosen] = images[chosen][:, :, ::-1]
    return out
