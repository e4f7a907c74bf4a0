"""Crops."""

import numpy as np


def random_crop(image, size, rng):
    H, W = image.shape[:2]
    if size > H:
        raise ValueError("size=%d is above H=%d" % (size, H))
    room = max(min(H, W) - size, 0)
    offset = int(rng.integers(0, room, endpoint=True))
    end = offset + size
    return image[offset:end, offset:end]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    L = int(rng.integers(short_side[0], short_side[1] + 1))
    big = resize(image, L)
    r = rng.integers(0, big.shape[0] - size + 1)
    c = rng.integers(0, big.shape[1] - size + 1)
    return big[r : r + size, c : c + size]


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
