import numpy as np


def horizontal_flip(image: np.ndarray) -> np.ndarray:
    """Flip along the width dimension (last dim)."""
    flipped = np.flip(image, axis=-1)
    return np.ascontiguousarray(flipped)


def random_horizontal_flip(images, rng, *, probability=0.5):
    flip = rng.random(images.shape[0]) < probability
    return np.where(flip[:, None, None, None], images[:, :, ::-1, :], images)
