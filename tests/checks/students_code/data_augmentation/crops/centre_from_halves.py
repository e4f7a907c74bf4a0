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
    L = int(rng.integers(short_side[0], short_side[1] + 1))
    big = resize(image, L)
    r = rng.integers(0, big.shape[0] - size + 1)
    c = rng.integers(0, big.shape[1] - size + 1)
    return big[r : r + size, c : c + size]


def ten_crop(image, size):
    H, W = image.shape[:2]
    half = size // 2
    cy, cx = H // 2, W // 2
    tl = image[0:size, 0:size]
    tr = image[0:size, W - size:W]
    bl = image[H - size:H, 0:size]
    br = image[H - size:H, W - size:W]
    ce = image[cy - half:cy - half + size, cx - half:cx - half + size]
    originals = [tl, tr, bl, br, ce]
    mirrored = [np.fliplr(c) for c in originals]
    return np.stack(originals + mirrored, axis=0)


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
