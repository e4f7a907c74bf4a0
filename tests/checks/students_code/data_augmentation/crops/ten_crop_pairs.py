import numpy as np


def random_crop(image, size, rng):
    raise NotImplementedError()


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    raise NotImplementedError()


def ten_crop(image, size):
    H, W, C = image.shape
    starts = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size), ((H - size) // 2, (W - size) // 2)]
    out = np.zeros((10, size, size, C))
    for k, (i, j) in enumerate(starts):
        patch = image[i:i + size, j:j + size]
        out[2 * k] = patch
        out[2 * k + 1] = patch[:, ::-1]
    return out


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    raise NotImplementedError()
