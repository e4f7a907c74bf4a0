"""Batch normalization: a batch's own mean and variance in training, running ones at test time."""

import numpy as np


def _mix(old, new, keep):
    return keep * old + (1 - keep) * new


def batchnorm_train(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    running_mean: np.ndarray,
    running_var: np.ndarray,
    *,
    momentum: float = 0.9,
    epsilon: float = 1e-5,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""Normalize every feature over the batch, and keep running statistics for test time.

    .. math::

        \mu_j = \frac{1}{N} \sum_{i=1}^{N} x_{ij}, \qquad
        \sigma_j^2 = \frac{1}{N} \sum_{i=1}^{N} (x_{ij} - \mu_j)^2, \qquad
        \hat x_{ij} = \frac{x_{ij} - \mu_j}{\sqrt{\sigma_j^2 + \varepsilon}}, \qquad
        y_{ij} = \gamma_j \hat x_{ij} + \beta_j

    .. math::

        \text{running} \leftarrow \text{momentum} \cdot \text{running} + (1 - \text{momentum}) \cdot \text{batch}

    Args:
        x: the activations, one sample a row, (N, D), floating, N at least 1.
        gamma, beta: the learned scale and shift of every feature, (D,), x's dtype.
        running_mean, running_var: what the previous batch left, (D,), x's dtype.
        momentum: the share of the running statistics that is kept, in [0, 1].
        epsilon: added to the variance, inside the root, > 0.

    Returns:
        (out, running_mean, running_var): out (N, D) and the statistics after this batch,
        (D,) each, all in x's dtype and in arrays of their own. The running variance, too,
        is the mean square over N samples, without epsilon.

    Source: Ioffe and Szegedy (2015), "Batch normalization: accelerating deep network
    training by reducing internal covariate shift", algorithm 1.

    Note: as in CS231n, `momentum` is what is kept. PyTorch's `momentum` is 1 minus this one,
    and its running variance divides by N - 1, as the paper's does; its output divides by N.
    Keras keeps the share `momentum` too, with the defaults 0.99 and epsilon 1e-3.
    """
    N = x.shape[0]
    m = np.sum(x, axis=0) / N
    d = x - m
    v = np.einsum('nd,nd->d', d, d) / N
    scale = gamma / np.sqrt(v + epsilon)
    return d * scale + beta, _mix(running_mean, m, momentum), _mix(running_var, v, momentum)


def batchnorm_predict(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    running_mean: np.ndarray,
    running_var: np.ndarray,
    *,
    epsilon: float = 1e-5,
) -> np.ndarray:
    r"""Normalize with the running statistics: at test time no sample depends on its neighbours.

    .. math::

        y_{ij} = \gamma_j\, \frac{x_{ij} - m_j}{\sqrt{s_j + \varepsilon}} + \beta_j

    with the running mean m and the running variance s.

    Args:
        x: the activations, one sample a row, (N, D), floating, N at least 1.
        gamma, beta: the learned scale and shift of every feature, (D,), x's dtype.
        running_mean, running_var: what training left, (D,), x's dtype.
        epsilon: the one of training, > 0.

    Returns:
        out, (N, D) in x's dtype. The running statistics stay as they are.

    Source: Ioffe and Szegedy (2015), algorithm 2; they correct the variance by N / (N - 1).
    """
    return gamma * (x - running_mean) / np.sqrt(running_var + epsilon) + beta


def batchnorm_backward(
    dout: np.ndarray, x: np.ndarray, gamma: np.ndarray, *, epsilon: float = 1e-5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""The gradients of a loss through `batchnorm_train`.

    Every sample has a part in the mean and in the variance, so every row of `dout` reaches
    every row of dx:

    .. math::

        \frac{\partial L}{\partial \beta_j} = \sum_{i} dy_{ij}, \qquad
        \frac{\partial L}{\partial \gamma_j} = \sum_{i} dy_{ij}\, \hat x_{ij}

    .. math::

        \frac{\partial L}{\partial x_{ij}} = \frac{\gamma_j}{\sqrt{\sigma_j^2 + \varepsilon}}
        \Big( dy_{ij} - \frac{1}{N} \sum_{k} dy_{kj}
        - \hat x_{ij}\, \frac{1}{N} \sum_{k} dy_{kj}\, \hat x_{kj} \Big)

    Args:
        dout: the loss's gradient with respect to out, (N, D), x's dtype.
        x: the input of `batchnorm_train`, (N, D), floating.
        gamma: its scale, (D,), x's dtype.
        epsilon: its epsilon, > 0.

    Returns:
        (dx, dgamma, dbeta): (N, D), (D,) and (D,), in x's dtype.

    Source: Ioffe and Szegedy (2015), section 3; the three sums there, collected into one line.
    """
    mu, var = x.mean(axis=0), x.var(axis=0)
    s = np.sqrt(var + epsilon)
    xh = (x - mu) / s
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xh).sum(axis=0)
    dx = gamma / s * (dout - xh * (dout * xh).mean(axis=0))
    return dx, dbeta, dgamma
