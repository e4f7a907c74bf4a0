"""Crops: random patches at random scales for training, ten fixed ones at each of several scales for testing."""

from collections.abc import Callable

import numpy as np


def random_crop(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Cut a square patch out of an image, every position equally likely."""
    H, W = image.shape[:2]
    if size > H or size > W:
        raise ValueError(f"size must be at most {min(H, W)}, got {size}")
    row, column = rng.integers(0, min(H, W) - size + 1, size=2)
    return image[row : row + size, column : column + size]


def resnet_train_crop(
    image: np.ndarray,
    resize: Callable[[np.ndarray, int], np.ndarray],
    rng: np.random.Generator,
    *,
    size: int = 224,
    short_side: tuple[int, int] = (256, 480),
) -> np.ndarray:
    """ResNet's patch for training: resize to a random scale, then crop at a random position."""
    S = int(rng.integers(short_side[0], short_side[1] + 1))
    return random_crop(resize(image, S), size, rng)


def ten_crop(image: np.ndarray, size: int) -> np.ndarray:
    """The four corners and the centre of an image, and the mirror image of each."""
    H, W = image.shape[:2]
    corners = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size), ((H - size) // 2, (W - size) // 2)]
    five = np.stack([image[r : r + size, c : c + size] for r, c in corners])
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
    means = [predict(ten_crop(resize(image, S), size)).mean(axis=0) for S in scales]
    return np.mean(means, axis=0)
