"""Real data for the experiments: scikit-learn's handwritten digits, scaled and split."""

from typing import NamedTuple

import numpy as np
from sklearn.datasets import load_digits

LARGEST_PIXEL = 16.0


class DigitsSplit(NamedTuple):
    """Training and test set. Rows are images of 8 by 8 grey values in [0, 1], labels are the digits 0 to 9."""

    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray


def load_digits_split(*, n_test: int = 360, seed: int = 0) -> DigitsSplit:
    """Load the 1797 digits, divide the pixels by 16, and set some of them aside for testing.

    Args:
        n_test: the size of the test set, in [1, 1796]; the rest is for training.
        seed: decides which images are set aside. The same seed gives the same split.

    Returns:
        X_train (1797 - n_test, 64) and X_test (n_test, 64), float64 in [0, 1]; y_train and
        y_test, their labels, integers in [0, 10). New arrays, in shuffled order.

    Raises:
        ValueError: n_test leaves one of the sets empty.

    Source: Alpaydin and Kaynak (1998), "Optical recognition of handwritten digits", UCI
    Machine Learning Repository; the copy that scikit-learn brings along.
    """
    images, labels = load_digits(return_X_y=True)
    N = len(images)
    if not 1 <= n_test < N:
        raise ValueError(f"n_test must lie between 1 and {N - 1}, so that neither set is empty, but is {n_test}")
    order = np.random.default_rng(seed).permutation(N)
    test, training = order[:n_test], order[n_test:]
    X = images / LARGEST_PIXEL
    return DigitsSplit(X[training], labels[training], X[test], labels[test])
