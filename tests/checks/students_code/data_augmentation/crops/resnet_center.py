import numpy as np


def random_crop(image, size, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    L = rng.integers(short_side[0], short_side[1], endpoint=True)
    image = resize(image, int(L))
    h, w = image.shape[:2]
    top = (h - size) // 2
    left = (w - size) // 2
    return image[top:top + size, left:left + size]


def ten_crop(image, size):
    # YOUR CODE HERE
    raise NotImplementedError()


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    # YOUR CODE HERE
    raise NotImplementedError()
