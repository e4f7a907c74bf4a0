"""Rejection and permutation for the draws, negative indices for the corners, means of means for the scores."""

import numpy as np


def random_crop(image, size, rng):
    H, W = image.shape[0], image.shape[1]
    if not (size <= H and size <= W):
        raise ValueError(f"size {size} exceeds {H} x {W}")
    while True:
        row, column = rng.integers([H, W])
        if row + size <= H and column + size <= W:
            return image[row : row + size, column : column + size, :]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    sides = list(range(short_side[0], short_side[1] + 1))
    scaled = resize(image, sides[rng.permutation(len(sides))[0]])
    top = rng.permutation(scaled.shape[0] - size + 1)[0]
    left = rng.permutation(scaled.shape[1] - size + 1)[0]
    return scaled[top:, left:][:size][:, :size]


def ten_crop(image, size):
    top = int(np.floor((image.shape[0] - size) / 2))
    left = int(np.floor((image.shape[1] - size) / 2))
    crops = [
        image[:size, :size],
        image[:size, -size:],
        image[-size:, :size],
        image[-size:, -size:],
        image[top : top + size, left : left + size],
    ]
    crops += [crop[:, ::-1] for crop in crops]
    return np.array(crops)


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    means = []
    for L in scales:
        crops = ten_crop(resize(image, L), size)
        means.append((predict(crops[:5]).mean(0) + predict(crops[5:]).mean(0)) / 2)
    return np.mean(means, axis=0)
