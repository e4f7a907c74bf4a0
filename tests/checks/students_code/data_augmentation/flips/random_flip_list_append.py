import numpy as np


def horizontal_flip(image):
    return image[:, ::-1]


def random_horizontal_flip(images, rng, *, probability=0.5):
    result = []
    for img in images:
        if rng.random() < probability:
            result.append(horizontal_flip(image))
        else:
            result.append(img)
    return np.array(result)
