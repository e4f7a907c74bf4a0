import numpy as np


def random_crop(image, size, rng):
    H, W = image.shape[:2]
    if size > H or size > W:
        raise ValueError(f"size = {size} is larger than the image ({H} x {W})")
    r = rng.integers(0, H - size + 1)
    c = rng.integers(0, W - size + 1)
    return image[r:r + size, c:c + size]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    L = int(rng.integers(short_side[0], short_side[1] + 1))
    big = resize(image, L)
    i = rng.integers(0, big.shape[0] - size + 1)
    j = rng.integers(0, big.shape[1] - size + 1)
    return big[i:i + size, j:j + size]


def ten_crop(image, size):
    H, W = image.shape[:2]
    half = size // 2
    cy, cx = H // 2, W // 2
    five = [
        image[:size, :size],
        image[:size, W - size:],
        image[H - size:, :size],
        image[H - size:, W - size:],
        image[cy - half:cy - half + size, cx - half:cx - half + size],
    ]
    mirrored = [np.fliplr(c) for c in five]
    return np.array(five + mirrored)


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    means = []
    for L in scales:
        big = resize(image, L)
        h, w = big.shape[:2]
        places = [(0, 0), (0, w - size), (h - size, 0), (h - size, w - size), ((h - size) // 2, (w - size) // 2)]
        five = np.stack([big[i:i + size, j:j + size] for i, j in places])
        means.append(predict(np.concatenate([five, five[:, :, ::-1]])).mean(axis=0))
    return np.mean(means, axis=0)
