import numpy as np


def random_crop(image, size, rng):
    H, W = image.shape
    if size > H or size > W:
        raise ValueError(f"size {size}")
    a = rng.integers(H - size + 1)
    b = rng.integers(W - size + 1)
    return image[a:a + size, b:b + size]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    L = int(rng.integers(short_side[0], short_side[1] + 1))
    big = resize(image, L)
    i = rng.integers(0, big.shape[0] - size + 1)
    j = rng.integers(0, big.shape[1] - size + 1)
    return big[i:i + size, j:j + size]


def ten_crop(image, size):
    H, W, _ = image.shape
    ci, cj = (H - size) // 2, (W - size) // 2
    corners = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size), (ci, cj)]
    five = np.stack([image[i:i + size, j:j + size] for i, j in corners])
    return np.concatenate([five, five[:, :, ::-1]])


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    means = []
    for L in scales:
        big = resize(image, L)
        h, w = big.shape[:2]
        places = [(0, 0), (0, w - size), (h - size, 0), (h - size, w - size), ((h - size) // 2, (w - size) // 2)]
        five = np.stack([big[i:i + size, j:j + size] for i, j in places])
        means.append(predict(np.concatenate([five, five[:, :, ::-1]])).mean(axis=0))
    return np.mean(means, axis=0)
