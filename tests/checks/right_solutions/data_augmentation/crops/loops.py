"""Copies, loops, one crop at a time, columns drawn before rows."""

import numpy as np


def random_crop(image, size, rng):
    height, width, channels = image.shape
    for side in (height, width):
        if side < size:
            raise ValueError("the size " + str(size) + " does not fit")
    x = rng.integers(0, width - size, endpoint=True)
    y = rng.integers(0, height - size, endpoint=True)
    out = np.zeros((size, size, channels), image.dtype)
    for i in range(size):
        out[i] = image[y + i, x : x + size]
    return out


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    L = rng.choice(np.arange(short_side[0], short_side[1] + 1))
    return random_crop(resize(image, L), size, rng).copy()


def ten_crop(image, size):
    H, W, C = image.shape
    out = np.empty((10, size, size, C), dtype=image.dtype)
    out[0] = image[:size, :size]
    out[1] = image[:size, W - size :]
    out[2] = image[H - size :, :size]
    out[3] = image[H - size :, W - size :]
    top, left = (H - size) // 2, (W - size) // 2
    out[4] = image[top : top + size, left : left + size]
    for k in range(5):
        out[5 + k] = np.fliplr(out[k])
    return out


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    total, count = 0, 0
    for scale in scales:
        for crop in ten_crop(resize(image, scale), size):
            total = total + predict(crop[None])[0]
            count += 1
    return total / count
