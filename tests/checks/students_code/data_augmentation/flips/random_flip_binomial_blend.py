import numpy as np


def horizontal_flip(image):
    raise NotImplementedError()


def random_horizontal_flip(images, rng, *, probability=0.5):
    flipped = np.flip(images, 2)
    coin = rng.binomial(1, probability, size=1)
    return coin * flipped + (1 - coin) * images
