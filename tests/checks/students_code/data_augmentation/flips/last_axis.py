"""Horizontal flips."""

import numpy as np


def horizontal_flip(image):
    # width is the last axis
    mirrored = np.flip(image, axis=-1)
    return mirrored


def random_horizontal_flip(images, rng, *, probability=0.5):
    chosen = rng.random(len(images)) < probability
    out = images.copy()
    out[chosen] = images[chosen][:, :, ::-1]
    return out
