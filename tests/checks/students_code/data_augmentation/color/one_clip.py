"""Colour jitter: brightness and contrast, and AlexNet's offset along the principal directions of colour."""

import numpy as np


def jitter(image: np.ndarray, *, brightness: float = 1.0, contrast: float = 1.0) -> np.ndarray:
    r"""Change an image's brightness, then its contrast.

    .. math::

        b = \text{clip}(\text{brightness} \cdot \text{image}), \qquad
        \text{out} = \text{clip}\big(m + \text{contrast} \cdot (b - m)\big)

    .. math::

        m = \frac{1}{H W} \sum_{i, j} \big(0.299\, b_{ij, R} + 0.587\, b_{ij, G} + 0.114\, b_{ij, B}\big)

    where clip cuts to [0, 1] and m is the mean grey level, one number for the whole image.

    Args:
        image: (H, W, 3), floating, values in [0, 1]; red, green, blue.
        brightness: a factor >= 0; 0 gives black, 1 changes nothing.
        contrast: a factor >= 0; 0 gives the mean grey everywhere, 1 changes nothing.

    Returns:
        A new image, (H, W, 3) in the image's dtype, values in [0, 1].

    Source: Haeberli and Voorhies (1994), "Image processing by linear interpolation and
    extrapolation"; the weights are those of ITU-R Recommendation BT.601.

    Note: Pillow's ImageEnhance does the same on integers from 0 to 255, and rounds m.
    torchvision's ColorJitter draws both factors and the order of its steps; its grey has the
    weights 0.2989, 0.587 and 0.114. TensorFlow's adjust_brightness adds instead of multiplying, and
    its adjust_contrast takes the mean of each channel.
    """
    b = image * brightness
    grey = 0.299 * b[..., 0] + 0.587 * b[..., 1] + 0.114 * b[..., 2]
    m = grey.mean()
    return np.clip(m + contrast * (b - m), 0.0, 1.0)


def fit_color_pca(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""The principal directions in which the colours of a set of images vary.

    .. math::

        C = \frac{1}{M} \sum_{k=1}^{M} (q_k - \bar q)(q_k - \bar q)^\top, \qquad
        C\, v_i = \lambda_i\, v_i, \qquad \lambda_1 \ge \lambda_2 \ge \lambda_3

    where the q_k are the colours of all M = N H W pixels of all images.

    Args:
        images: (N, H, W, 3), floating, values in [0, 1].

    Returns:
        (eigenvalues, eigenvectors), in the images' dtype: (3,), the largest first, and
        (3, 3), whose column i is the direction v_i of length 1. Its sign is free.

    Source: Krizhevsky, Sutskever and Hinton (2012), "ImageNet classification with deep
    convolutional neural networks", section 4.1.

    Note: np.cov and scikit-learn's PCA divide by M - 1 unless told otherwise.
    """
    q = images.reshape(-1, 3)
    q = q - q.mean(axis=0)
    lam, V = np.linalg.eigh(q.T @ q / len(q))
    return lam[::-1].copy(), V[:, ::-1].copy()


def pca_color_jitter(
    image: np.ndarray, eigenvalues: np.ndarray, eigenvectors: np.ndarray, alphas: np.ndarray
) -> np.ndarray:
    r"""Add one colour offset to every pixel of an image, along the principal directions.

    .. math::

        q_k \leftarrow q_k + \begin{bmatrix} v_1 & v_2 & v_3 \end{bmatrix}
        \begin{bmatrix} \alpha_1 \lambda_1 \\ \alpha_2 \lambda_2 \\ \alpha_3 \lambda_3 \end{bmatrix}

    Args:
        image: (H, W, 3), floating.
        eigenvalues, eigenvectors: of `fit_color_pca`, (3,) and (3, 3) with directions in columns;
            the image's dtype.
        alphas: (3,), the image's dtype; the paper draws them from a normal distribution with
            standard deviation 0.1, once for an image each time that it is used.

    Returns:
        A new image, (H, W, 3) in the image's dtype. It is not clipped: values may leave [0, 1].

    Source: Krizhevsky, Sutskever and Hinton (2012), section 4.1.

    Note: the paper scales by the eigenvalues, not by their square roots, which would be the
    spread along each direction. Eigenvalues have the square of the pixels' unit: from the same
    alphas, pixels in [0, 1] get an offset 255 times as small, compared with their range, as
    pixels from 0 to 255.
    """
    return image + eigenvectors @ (alphas * eigenvalues)
