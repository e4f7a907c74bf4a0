"""Flips by an index, draws by the binomial distribution, last image first; the batch itself where none is flipped."""

import numpy as np


def horizontal_flip(image):
    columns = np.arange(image.shape[-2])
    return np.take(image, columns[::-1], axis=-2)


def random_horizontal_flip(images, rng, *, probability=0.5):
    flips = [int(rng.binomial(1, probability)) for _ in range(len(images))][::-1]
    if not any(flips):
        return images
    mirrored = images[..., ::-1, :]
    return np.array([mirrored[n] if flip else images[n] for n, flip in enumerate(flips)])
