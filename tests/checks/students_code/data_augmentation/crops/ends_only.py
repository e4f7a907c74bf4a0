"""Crops: random patches at random scales for training, ten fixed ones at each of several scales for testing."""

from collections.abc import Callable

import numpy as np


def random_crop(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Cut a square patch out of an image, every position equally likely."""
    H, W = image.shape[:2]
    if size > H or size > W:
        raise ValueError(f"size {size} is larger than the image ({H}, {W})")
    r = int(rng.integers(0, H - size + 1))
    c = int(rng.integers(0, W - size + 1))
    return image[r:r + size, c:c + size]


def resnet_train_crop(
    image: np.ndarray,
    resize: Callable[[np.ndarray, int], np.ndarray],
    rng: np.random.Generator,
    *,
    size: int = 224,
    short_side: tuple[int, int] = (256, 480),
) -> np.ndarray:
    """ResNet's patch for training: resize to a random scale, then crop at a random position."""
    S = int(rng.choice(short_side))
    scaled = resize(image, S)
    return random_crop(scaled, size, rng)


def ten_crop(image: np.ndarray, size: int) -> np.ndarray:
    """The four corners and the centre of an image, and the mirror image of each."""
    H, W, C = image.shape
    out = np.empty((10, size, size, C), dtype=image.dtype)
    out[0] = image[:size, :size]
    out[1] = image[:size, W - size:]
    out[2] = image[H - size:, :size]
    out[3] = image[H - size:, W - size:]
    cy, cx = (H - size) // 2, (W - size) // 2
    out[4] = image[cy:cy + size, cx:cx + size]
    for k in range(5):
        out[5 + k] = out[k][:, ::-1]
    return out


def multi_scale_predict(
    predict: Callable[[np.ndarray], np.ndarray],
    image: np.ndarray,
    resize: Callable[[np.ndarray, int], np.ndarray],
    *,
    scales: tuple[int, ...] = (224, 256, 384, 480, 640),
    size: int = 224,
) -> np.ndarray:
    """An answer at test time: the mean score over ten crops at each of several scales."""
    per_scale = []
    for S in scales:
        crops = ten_crop(resize(image, S), size)
        per_scale.append(predict(crops).mean(axis=0))
    return np.mean(per_scale, axis=0)
