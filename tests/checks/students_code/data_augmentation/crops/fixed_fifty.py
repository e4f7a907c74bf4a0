"""Crops: random patches at random scales for training, ten fixed ones at each of several scales for testing."""

from collections.abc import Callable

import numpy as np


def random_crop(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    r"""Cut a square patch out of an image, every position equally likely.

    .. math::

        \text{row} \sim U\{0, \dots, H - \text{size}\}, \qquad \text{column} \sim U\{0, \dots, W - \text{size}\}

    Args:
        image: (H, W, C), floating, values in [0, 1].
        size: rows and columns of the patch, an integer >= 1.
        rng: the source of all randomness.

    Returns:
        A patch, (size, size, C) in the image's dtype. It lies wholly inside the image, and may
        touch every edge of it. It may be a view of the argument.

    Raises:
        ValueError: size is above H or above W; the message names it and its value.

    Source: Krizhevsky, Sutskever and Hinton (2012), "ImageNet classification with deep
    convolutional neural networks", section 4.1.
    """
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
    r"""ResNet's patch for training: resize to a random scale, then crop at a random position.

    .. math::

        S \sim U\{\text{short\_side}_0, \dots, \text{short\_side}_1\}, \qquad
        \text{crop} = \text{random\_crop}(\text{resize}(\text{image}, S), \text{size})

    Args:
        image: (H, W, C), floating, values in [0, 1].
        resize: `resize(image, S)` gives the image with its short side scaled to the integer S,
            its shape kept: (S, round(S * W / H), C) for a wide one. Call it once.
        rng: the source of all randomness.
        size: rows and columns of the patch, an integer >= 1.
        short_side: the smallest and the largest S, integers, size <= smallest <= largest.
            Every integer from the one to the other is equally likely, both ends included.

    Returns:
        A patch of the resized image, (size, size, C), every position equally likely.

    Source: He, Zhang, Ren and Sun (2016), "Deep residual learning for image recognition",
    section 3.4; Simonyan and Zisserman (2015), "Very deep convolutional networks for
    large-scale image recognition", section 3.1.

    Note: torchvision's RandomResizedCrop is another rule, from Szegedy et al. (2015): it draws
    an area and an aspect ratio, cuts that patch, and then resizes the patch, which distorts it.
    """
    S = int(rng.integers(short_side[0], short_side[1] + 1))
    return random_crop(resize(image, S), size, rng)


def ten_crop(image: np.ndarray, size: int) -> np.ndarray:
    r"""The four corners and the centre of an image, and the mirror image of each.

    Args:
        image: (H, W, C), floating, values in [0, 1].
        size: rows and columns of a crop, an integer from 1 to min(H, W).

    Returns:
        (10, size, size, C) in the image's dtype. The order is top-left, top-right,
        bottom-left, bottom-right, centre, then the same five, each mirrored left to right.
        The centre starts at row (H - size) // 2 and column (W - size) // 2.

    Source: Krizhevsky, Sutskever and Hinton (2012), section 4.1.

    Note: torchvision's TenCrop has the same order, but rounds the centre's place, to the even
    neighbour where it lies halfway: it may start one row or column later. Its mirrored five
    are crops of the mirrored image, so top-left is the mirrored top-right.
    """
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
    r"""An answer at test time: the mean score over ten crops at each of several scales.

    .. math::

        \text{scores} = \frac{1}{10\, n} \sum_{S \in \text{scales}} \sum_{k=1}^{10}
        \text{predict}\big(\text{crop}_k(\text{resize}(\text{image}, S))\big)

    where n is the number of scales.

    Args:
        predict: takes M patches at a time, (M, size, size, C), for any M, and gives their
            scores, (M, classes).
        image: (H, W, C), floating, values in [0, 1].
        resize: `resize(image, S)` gives the image with its short side scaled to the integer S.
        scales: the short sides, integers >= size.
        size: rows and columns of a crop.

    Returns:
        The mean scores, (classes,), in the dtype of what `predict` gives.

    Source: the lecture's slide on ResNet (CS231n, lecture 7, 2017).

    Note: the paper itself, He, Zhang, Ren and Sun (2016), section 3.4, takes ten crops for
    comparisons. For its best results it averages over these five scales, without crops: the
    network is applied in fully convolutional form, which sees all positions of an image at once.
    """
    total = 0.0
    for S in scales:
        total = total + predict(ten_crop(resize(image, S), size)).sum(axis=0)
    return total / 50
