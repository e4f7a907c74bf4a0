"""Standardization: every feature gets mean 0 and spread 1, by the training set's own numbers."""

import numpy as np


def fit_standardization(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""Mean and standard deviation of every feature.

    .. math::

        \mu_j = \frac{1}{N} \sum_{i=1}^{N} x_{ij}, \qquad
        \sigma_j = \sqrt{\frac{1}{N} \sum_{i=1}^{N} (x_{ij} - \mu_j)^2}

    Args:
        X: the training set, one sample a row, (N, D), floating, N >= 1.

    Returns:
        (mean, std): two arrays (D,) of X's dtype. A feature that never changes has std 0.
        The deviations are squared after the mean is taken off, so std is accurate even
        where the mean is 1e8 times the spread.

    Source: LeCun et al. (1998), "Efficient BackProp", section 4.3. On the accuracy: Chan, Golub
    and LeVeque (1983), "Algorithms for computing the sample variance".

    Note: the division is by N, as in NumPy's `std` and scikit-learn's `StandardScaler`.
    PyTorch's `std` and pandas divide by N - 1 unless told otherwise.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def standardize(X: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    r"""Shift and scale every feature by given numbers.

    .. math::

        \hat x_{ij} = \frac{x_{ij} - \mu_j}{\sigma_j} \text{ where } \sigma_j \ne 0, \qquad
        \hat x_{ij} = x_{ij} - \mu_j \text{ where } \sigma_j = 0

    Args:
        X: any set, (N, D), floating: training, validation or test.
        mean, std: what `fit_standardization` found on the training set, (D,) each, X's
            dtype, std >= 0.

    Returns:
        X_scaled, a new array (N, D) of X's dtype. A feature whose std is exactly 0 is
        centred only; there is no NaN. A small std is a scale like any other.

    Source: LeCun et al. (1998), "Efficient BackProp", section 4.3.

    Note: scikit-learn's `StandardScaler` also treats a std of the size of rounding errors as 0.
    Batch normalization adds an epsilon to the variance instead.
    """
    # YOUR CODE HERE
    raise NotImplementedError()
