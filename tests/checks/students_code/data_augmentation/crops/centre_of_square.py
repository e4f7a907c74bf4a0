"""Crops: random patches at random scales for training, ten fixed ones at each of several scales for testing."""

from collections.abc import Callable

import numpy as np


def _five_and_mirrored(image, size):
    """Corners and centre as an array, then their mirror images."""
    height, width = image.shape[:2]
    bottom, right = height - size, width - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    five = np.stack([image[i : i + size, j : j + size] for i, j in corners])
    return np.concatenate([five, five[:, :, ::-1]])


def random_crop(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Cut a square patch out of an image, every position equally likely."""
    height, width = image.shape[:2]
    if size > height or size > width:
        raise ValueError(f"size = {size} is larger than the image ({height} x {width})")
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    return image[top : top + size, left : left + size]


def resnet_train_crop(
    image: np.ndarray,
    resize: Callable[[np.ndarray, int], np.ndarray],
    rng: np.random.Generator,
    *,
    size: int = 224,
    short_side: tuple[int, int] = (256, 480),
) -> np.ndarray:
    """ResNet's patch for training: resize to a random scale, then crop at a random position."""
    scale = int(rng.integers(short_side[0], short_side[1], endpoint=True))
    resized = resize(image, scale)
    top, left = (rng.integers(length - size + 1) for length in resized.shape[:2])
    return resized[top : top + size, left : left + size]


def ten_crop(image: np.ndarray, size: int) -> np.ndarray:
    """The four corners and the centre of an image, and the mirror image of each."""
    middle = (len(image) - size) // 2
    crops = [
        image[:size, :size],
        image[:size, -size:],
        image[-size:, :size],
        image[-size:, -size:],
        image[middle : middle + size, middle : middle + size],
    ]
    crops += [crop[:, ::-1] for crop in crops]
    return np.stack(crops)


def multi_scale_predict(
    predict: Callable[[np.ndarray], np.ndarray],
    image: np.ndarray,
    resize: Callable[[np.ndarray, int], np.ndarray],
    *,
    scales: tuple[int, ...] = (224, 256, 384, 480, 640),
    size: int = 224,
) -> np.ndarray:
    """The mean score over ten crops at each of several scales."""
    per_scale = [predict(_five_and_mirrored(resize(image, scale), size)) for scale in scales]
    return np.concatenate(per_scale).mean(axis=0)
