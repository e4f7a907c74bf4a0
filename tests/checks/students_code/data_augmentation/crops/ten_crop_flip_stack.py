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
    h, w, _ = image.shape
    y0, x0 = (h - size) // 2, (w - size) // 2
    crops = np.stack([
        image[:size, :size],
        image[:size, w - size:],
        image[h - size:, :size],
        image[h - size:, w - size:],
        image[y0:y0 + size, x0:x0 + size],
    ])
    return np.concatenate((crops, crops[:, ::-1]), axis=0)


def multi_scale_predict(predict, image, resize, *, scales=(224, 256, 384, 480, 640), size=224):
    def looks(im):
        h, w = im.shape[:2]
        for i, j in [(0, 0), (0, w - size), (h - size, 0), (h - size, w - size), ((h - size) // 2, (w - size) // 2)]:
            patch = im[i:i + size, j:j + size]
            yield patch
            yield patch[:, ::-1]
    scores = np.concatenate([predict(np.stack(list(looks(resize(image, s))))) for s in scales])
    return scores.mean(axis=0)
