"""Crops: random patches at random scales for training, ten fixed ones at each of several scales for testing."""

from collections.abc import Callable

import numpy as np


def random_crop(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Cut a square patch out of an image, every position equally likely."""
    height, width, _ = image.shape
    if size > min(height, width):
        raise ValueError(f"size = {size} does not fit into {height} x {width}")
    top, left = (rng.integers(extent - size, endpoint=True) for extent in (height, width))
    return image[top:top + size, left:left + size].copy()


def resnet_train_crop(
    image: np.ndarray,
    resize: Callable[[np.ndarray, int], np.ndarray],
    rng: np.random.Generator,
    *,
    size: int = 224,
    short_side: tuple[int, int] = (256, 480),
) -> np.ndarray:
    """ResNet's patch for training: resize to a random scale, then crop at a random position."""
    S = int(rng.integers(256, 481))
    big = resize(image, S)
    top = (big.shape[0] - size) // 2
    left = (big.shape[1] - size) // 2
    return big[top:top + size, left:left + size]


def ten_crop(image: np.ndarray, size: int) -> np.ndarray:
    """The four corners and the centre of an image, and the mirror image of each."""
    H, W = image.shape[:2]
    b, r = H - size, W - size
    starts = [(0, 0), (0, r), (b, 0), (b, r), (b // 2, r // 2)]
    five = np.stack([image[i:i + size, j:j + size] for i, j in starts])
    return np.concatenate([five, five[:, :, ::-1]])


def multi_scale_predict(
    predict: Callable[[np.ndarray], np.ndarray],
    image: np.ndarray,
    resize: Callable[[np.ndarray, int], np.ndarray],
    *,
    scales: tuple[int, ...] = (224, 256, 384, 480, 640),
    size: int = 224,
) -> np.ndarray:
    """An answer at test time: the mean score over ten crops at each of several scales."""
    batch = np.concatenate([ten_crop(resize(image, s), size) for s in scales], axis=0)
    scores = predict(batch)
    return scores.mean(axis=0)
