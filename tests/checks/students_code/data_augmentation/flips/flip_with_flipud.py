import numpy as np


def horizontal_flip(image):
    return np.flipud(image)


def random_horizontal_flip(images, rng, *, probability=0.5):
    raise NotImplementedError()
