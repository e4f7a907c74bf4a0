"""Horizontal flips: an image and its mirror image show the same thing."""

import numpy as np


def horizontal_flip(image: np.ndarray) -> np.ndarray:
    r"""Mirror an image, left to right.

    .. math::

        \text{flipped}_{i, j} = \text{image}_{i,\, W - 1 - j}

    Args:
        image: (H, W, C), floating, values in [0, 1]; H rows from the top, W columns from the left.

    Returns:
        The mirror image, (H, W, C) in the image's dtype. It may be a view of the argument.

    Source: Krizhevsky, Sutskever and Hinton (2012), "ImageNet classification with deep
    convolutional neural networks", section 4.1.

    Note: PyTorch's images are (C, H, W), so that W is the last axis there; TensorFlow's are
    (H, W, C), as here.
    """
    return np.flip(image, axis=(1, 2))


def random_horizontal_flip(images: np.ndarray, rng: np.random.Generator, *, probability: float = 0.5) -> np.ndarray:
    r"""Mirror every image of a batch with a given probability, each on a draw of its own.

    .. math::

        \text{out}_n = \begin{cases}
            \text{flip}(\text{images}_n) & \text{with probability } p \\
            \text{images}_n & \text{else}
        \end{cases}

    Args:
        images: (N, H, W, C), floating, values in [0, 1].
        rng: the source of all randomness.
        probability: of an image to be flipped, p in [0, 1].

    Returns:
        The images in their old order, some of them mirrored, (N, H, W, C) in the dtype of
        `images`. The argument is left as it was; views of it may be returned.

    Source: Krizhevsky, Sutskever and Hinton (2012), section 4.1.

    Note: torchvision's RandomHorizontalFlip makes one draw for all that it is given: a batch
    handed to it as one tensor is flipped as a whole or not at all.
    """
    flip = rng.random(images.shape[0]) < probability
    out = images.copy()
    out[flip] = images[flip][:, :, ::-1]
    return out
