import numpy as np


def horizontal_flip(image: np.ndarray) -> np.ndarray:
    return np.flip(image, axis=1)


def random_horizontal_flip(images, rng, *, probability=0.5):
    n = len(images)
    how_many = int(round(n * probability))
    chosen = rng.choice(n, size=how_many, replace=False)
    augmented = images.copy()
    for k in chosen:
        augmented[k] = horizontal_flip(images[k])
    return augmented
