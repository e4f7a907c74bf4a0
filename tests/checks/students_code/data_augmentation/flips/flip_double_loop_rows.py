import numpy as np


def horizontal_flip(image):
    H, W, C = image.shape
    flipped = np.zeros((H, W, C))
    for i in range(H):
        for j in range(W):
            flipped[i, j] = image[H - 1 - i, j]
    return flipped


def random_horizontal_flip(images, rng, *, probability=0.5):
    # YOUR CODE HERE
    raise NotImplementedError()
