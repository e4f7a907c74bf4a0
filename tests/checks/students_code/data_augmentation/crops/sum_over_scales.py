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
    H, W = image.shape[0], image.shape[1]
    b, r = H - size, W - size
    corners = [(0, 0), (0, r), (b, 0), (b, r), (b // 2, r // 2)]
    five = np.stack([image[i : i + size, j : j + size] for i, j in corners])
    return np.concatenate([five, five[:, :, ::-1]])


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    per_scale = []
    for side in scales:
        scaled = resize(image, side)
        dy, dx = scaled.shape[0] - size, scaled.shape[1] - size
        patches = [scaled[y:y + size, x:x + size] for y in (0, dy) for x in (0, dx)]
        patches.append(scaled[dy // 2:dy // 2 + size, dx // 2:dx // 2 + size])
        patches += [patch[:, ::-1] for patch in patches]
        batch = np.array(patches)
        per_scale.append(predict(batch).sum(axis=0) / 10)
    return np.sum(per_scale, axis=0)
