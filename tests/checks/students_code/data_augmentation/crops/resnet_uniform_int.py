import numpy as np


def random_crop(image, size, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def _crop_at(img, y, x, size):
    return img[y:y + size, x:x + size]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    smallest, largest = short_side
    short = int(rng.uniform(smallest, largest))
    img = resize(image, short)
    H, W = img.shape[:2]
    return _crop_at(img, rng.integers(0, H - size + 1), rng.integers(0, W - size + 1), size)


def ten_crop(image, size):
    # YOUR CODE HERE
    raise NotImplementedError()


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    # YOUR CODE HERE
    raise NotImplementedError()
