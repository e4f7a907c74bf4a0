import numpy as np


def random_crop(image, size, rng):
    w, h = image.shape[:2]
    if size > w or size > h:
        raise ValueError(f"size {size} does not fit into {w} x {h}")
    x1 = rng.integers(0, w - size, endpoint=True)
    y1 = rng.integers(0, h - size, endpoint=True)
    return image[y1:y1 + size, x1:x1 + size]


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
    def looks(im):
        h, w = im.shape[:2]
        for i, j in [(0, 0), (0, w - size), (h - size, 0), (h - size, w - size), ((h - size) // 2, (w - size) // 2)]:
            patch = im[i:i + size, j:j + size]
            yield patch
            yield patch[:, ::-1]
    scores = np.concatenate([predict(np.stack(list(looks(resize(image, s))))) for s in scales])
    return scores.mean(axis=0)
