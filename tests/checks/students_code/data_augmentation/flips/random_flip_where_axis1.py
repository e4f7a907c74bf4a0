import numpy as np


def horizontal_flip(image):
    raise NotImplementedError()


def random_horizontal_flip(images, rng, *, probability=0.5):
    N = images.shape[0]
    mask = (rng.random(N) < probability).reshape(N, 1, 1, 1)
    return np.where(mask, images[:, ::-1], images)
