import numpy as np


def random_crop(image, size, rng):
    rows, cols, channels = image.shape
    i, j = np.rint(rng.uniform(low=[0, 0], high=[rows - size, cols - size])).astype(int)
    return image[i:i + size, j:j + size]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    # YOUR CODE HERE
    raise NotImplementedError()


def ten_crop(image, size):
    # YOUR CODE HERE
    raise NotImplementedError()


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    # YOUR CODE HERE
    raise NotImplementedError()
