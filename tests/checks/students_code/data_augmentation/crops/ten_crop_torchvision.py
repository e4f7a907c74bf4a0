import numpy as np


def random_crop(image, size, rng):
    # YOUR CODE HERE
    raise NotImplementedError()


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    # YOUR CODE HERE
    raise NotImplementedError()


def five_crop(img, size):
    h, w = img.shape[0], img.shape[1]
    tl = img[0:size, 0:size]
    tr = img[0:size, w - size:w]
    bl = img[h - size:h, 0:size]
    br = img[h - size:h, w - size:w]
    ct, cl = (h - size) // 2, (w - size) // 2
    center = img[ct:ct + size, cl:cl + size]
    return [tl, tr, bl, br, center]


def ten_crop(image, size):
    first_five = five_crop(image, size)
    second_five = five_crop(image[:, ::-1], size)
    return np.stack(first_five + second_five)


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    # YOUR CODE HERE
    raise NotImplementedError()
