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
    scores = None
    for S in scales:
        img = resize(image, S)
        H, W = img.shape[:2]
        crops = []
        for top, left in ((0, 0), (0, W - size), (H - size, 0), (H - size, W - size),
                          ((H - size) // 2, (W - size) // 2)):
            c = img[top:top + size, left:left + size]
            crops.extend([c, c[:, ::-1]])
        here = np.mean(predict(np.stack(crops)), axis=0)
        if scores is None:
            scores = here
        else:
            scores = (scores + here) / 2
    return scores
