import numpy as np


def random_crop(image, size, rng):
    raise NotImplementedError()


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    raise NotImplementedError()


def ten_crop(image, size):
    H, W, C = image.shape
    a, b = (H - size) // 2, (W - size) // 2
    crops = [
        image[0:size, 0:size],
        image[0:size, -size:0],
        image[-size:0, 0:size],
        image[-size:0, -size:0],
        image[a:a + size, b:b + size],
    ]
    crops = crops + [c[:, ::-1] for c in crops]
    return np.stack(crops)


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    raise NotImplementedError()
