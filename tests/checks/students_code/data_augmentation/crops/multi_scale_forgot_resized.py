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
    H, W, _ = image.shape
    ci, cj = (H - size) // 2, (W - size) // 2
    corners = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size), (ci, cj)]
    five = np.stack([image[i:i + size, j:j + size] for i, j in corners])
    return np.concatenate([five, five[:, :, ::-1]])


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    all_scores = []
    for L in scales:
        resized = resize(image, L)
        crops = ten_crop(image, size)
        all_scores.append(predict(crops))
    return np.concatenate(all_scores).mean(axis=0)
