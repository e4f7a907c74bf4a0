import numpy as np


def horizontal_flip(image):
    out = np.copy(image)
    n_cols = out.shape[1]
    for j in range(n_cols):
        out[:, j] = out[:, n_cols - 1 - j]
    return out


def random_horizontal_flip(images, rng, *, probability=0.5):
    flip = rng.random(images.shape[0]) < probability
    return np.where(flip[:, None, None, None], images[:, :, ::-1, :], images)
