"""Crops."""

import numpy as np


def random_crop(image, size, rng):
    H, W = image.shape[0], image.shape[1]
    if size > H or size > W:
        raise ValueError(f"size must not be above {min(H, W)}, got {size}")
    r = rng.integers(0, H - size + 1)
    c = rng.integers(0, W - size + 1)
    return image[r : r + size, c : c + size]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    lo, hi = short_side
    S = int(rng.integers(lo, hi))
    resized = resize(image, S)
    rows = rng.integers(resized.shape[0] - size, endpoint=True)
    cols = rng.integers(resized.shape[1] - size, endpoint=True)
    return resized[rows:rows + size, cols:cols + size]


def ten_crop(image, size):
    H, W = image.shape[0], image.shape[1]
    b, r = H - size, W - size
    corners = [(0, 0), (0, r), (b, 0), (b, r), (b // 2, r // 2)]
    five = np.stack([image[i : i + size, j : j + size] for i, j in corners])
    return np.concatenate([five, five[:, :, ::-1]])


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    total = 0
    for S in scales:
        big = resize(image, S)
        b, r = big.shape[0] - size, big.shape[1] - size
        corners = [(0, 0), (0, r), (b, 0), (b, r), (b // 2, r // 2)]
        five = np.stack([big[i : i + size, j : j + size] for i, j in corners])
        crops = np.concatenate([five, five[:, :, ::-1]])
        total = total + predict(crops).mean(axis=0)
    return total / len(scales)
