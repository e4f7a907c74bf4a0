"""One draw for the whole place, split by divmod; all crops of all scales in one batch."""

import numpy as np


def random_crop(image, size, rng):
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    if min(rows, columns) <= 0:
        raise ValueError(f"size={size} is larger than the image, {image.shape[:2]}")
    row, column = divmod(int(rng.random() * rows * columns), columns)
    return image[row:, column:][:size, :size]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    low, high = short_side
    shares = rng.random(3).tolist()
    L = low + int(shares[2] * (high - low + 1))
    resized = resize(image.copy(), L)
    row, column = (int(share * (n - size + 1)) for share, n in zip(shares[:2], resized.shape[:2], strict=True))
    return resized[row : row + size, column : column + size]


def ten_crop(image, size):
    h, w = np.array(image.shape[:2]) - size
    places = np.array([[0, 0], [0, w], [h, 0], [h, w], [h // 2, w // 2]])
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    five = np.moveaxis(windows[places[:, 0], places[:, 1]], 1, -1)
    return np.vstack((five, np.flip(five, 2)))


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    every = np.concatenate([ten_crop(resize(image, L), size) for L in reversed(scales)])
    return np.mean(predict(every), axis=0)
