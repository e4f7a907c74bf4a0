"""Horizontal flips."""

import numpy as np


def horizontal_flip(image):
    return image[:, ::-1, :]


def random_horizontal_flip(images, rng, *, probability=0.5):
    for n in range(images.shape[0]):
        stay = rng.uniform() < probability
        if not stay:
            images[n] = images[n, :, ::-1].copy()
    return images
