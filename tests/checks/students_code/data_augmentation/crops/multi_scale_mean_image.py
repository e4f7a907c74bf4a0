import numpy as np


def random_crop(image, size, rng):
    height, width, _ = image.shape
    if size > min(height, width):
        raise ValueError(f"size must not exceed the image, got size={size}")
    y = int(rng.integers(height - size, endpoint=True))
    x = int(rng.integers(width - size, endpoint=True))
    return image[y:y + size, x:x + size, :]


def resnet_train_crop(image, resize, rng, *, size=224, short_side=(256, 480)):
    lo, hi = short_side
    scaled = resize(image, int(rng.integers(lo, hi, endpoint=True)))
    h, w = scaled.shape[:2]
    top, left = rng.integers(h - size + 1), rng.integers(w - size + 1)
    return scaled[top:top + size, left:left + size]


def ten_crop(image, size):
    h, w = image.shape[:2]
    y, x = (h - size) // 2, (w - size) // 2
    tl = image[:size, :size]
    tr = image[:size, w - size:]
    bl = image[h - size:, :size]
    br = image[h - size:, w - size:]
    c = image[y:y + size, x:x + size]
    crops = [tl, tr, bl, br, c]
    crops += [np.fliplr(k) for k in crops]
    return np.array(crops)


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    averaged = []
    for scale in scales:
        crops = ten_crop(resize(image, scale), size)
        averaged.append(np.mean(crops, axis=0))
    scores = predict(np.stack(averaged))
    return np.mean(scores, axis=0)
