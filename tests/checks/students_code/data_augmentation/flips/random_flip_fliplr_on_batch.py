import numpy as np


def horizontal_flip(image):
    return image[:, ::-1]


def random_horizontal_flip(images, rng, *, probability=0.5):
    idx = rng.uniform(size=images.shape[0]) < probability
    images[idx] = np.fliplr(images[idx])
    return images
