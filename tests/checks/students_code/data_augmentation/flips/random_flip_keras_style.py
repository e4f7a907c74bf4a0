import numpy as np


def horizontal_flip(image: np.ndarray) -> np.ndarray:
    return np.flip(image, axis=1)


def random_horizontal_flip(images, rng, *, probability=0.5):
    if rng.random() < probability:
        images = images[:, :, ::-1, :]
    return images
