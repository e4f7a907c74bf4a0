import numpy as np


def random_crop(image, size, rng):
    h, w = image.shape[0], image.shape[1]
    top = int(rng.random() * (h - size))
    left = int(rng.random() * (w - size))
    patch = image[top:top + size, left:left + size, :]
    return patch


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    # YOUR CODE HERE
    raise NotImplementedError()


def ten_crop(image, size):
    # YOUR CODE HERE
    raise NotImplementedError()


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    # YOUR CODE HERE
    raise NotImplementedError()
