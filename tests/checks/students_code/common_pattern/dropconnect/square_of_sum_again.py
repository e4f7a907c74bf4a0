"""DropConnect: every sample goes through a layer of which single weights, not whole units, are dropped."""

import numpy as np


def dropconnect(
    x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    r"""A fully connected layer in training: each sample keeps each weight with probability p.

    .. math::

        o_{nm} = \sum_{d=1}^{D} x_{nd}\, z_{ndm}\, W_{dm} + b_m, \qquad z_{ndm} \sim \text{Bernoulli}(p)

    All N * D * M draws are independent. The bias is always kept.

    Args:
        x: one sample a row, (N, D), floating.
        W: the weights, (D, M), x's dtype.
        b: the bias, (M,), x's dtype.
        p: the probability of keeping a weight, in (0, 1].
        rng: the source of all randomness.

    Returns:
        (out, mask): the pre-activations, (N, M) in x's dtype, and z, (N, D, M), of zeros and
        ones, boolean or numeric. Nothing is scaled: `dropconnect_predict_moments` accounts for p.

    Source: Wan et al. (2013), "Regularization of neural networks using DropConnect", section 3.

    Note: the paper drops biases too; here they are kept. Some ports share one mask among the
    samples of a batch, or scale by 1 / p as inverted dropout does: neither is done here.
    """
    N, D = x.shape
    M = W.shape[1]
    mask = (rng.random((N, D, M)) < p).astype(x.dtype)
    out = np.einsum('nd,ndm,dm->nm', x, mask, W) + b
    return out, mask


def dropconnect_predict_moments(x: np.ndarray, W: np.ndarray, b: np.ndarray, p: float) -> tuple[np.ndarray, np.ndarray]:
    r"""Mean and variance, over all masks, of what `dropconnect` gives.

    .. math::

        \mathbb{E}[o_{nm}] = p \sum_{d} x_{nd} W_{dm} + b_m, \qquad
        \operatorname{Var}[o_{nm}] = p (1 - p) \sum_{d} x_{nd}^2 W_{dm}^2

    Both are exact. A sum of many independent terms is nearly Gaussian, so at test time the
    paper draws the pre-activation from a Gaussian with these two moments, without any mask.

    Args:
        x, W, b, p: as in `dropconnect`.

    Returns:
        (mean, var): (N, M) each, x's dtype.

    Source: Wan et al. (2013), algorithm 2 (inference).
    """
    s = x @ W
    return p * s + b, p * (1 - p) * s ** 2


def dropconnect_backward(
    dout: np.ndarray, x: np.ndarray, W: np.ndarray, mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""The gradients of a loss through `dropconnect`, with the mask of the forward pass.

    .. math::

        \frac{\partial L}{\partial x_{nd}} = \sum_{m} do_{nm}\, z_{ndm}\, W_{dm}, \qquad
        \frac{\partial L}{\partial W_{dm}} = \sum_{n} do_{nm}\, z_{ndm}\, x_{nd}, \qquad
        \frac{\partial L}{\partial b_m} = \sum_{n} do_{nm}

    Args:
        dout: the loss's gradient with respect to out, (N, M), x's dtype.
        x, W: as in `dropconnect`.
        mask: what `dropconnect` returned, (N, D, M).

    Returns:
        (dx, dW, db): (N, D), (D, M) and (M,), in x's dtype.

    Source: Wan et al. (2013), algorithm 1 (training).
    """
    dx = np.einsum('nm,ndm,dm->nd', dout, mask.astype(x.dtype), W)
    dW = np.einsum('nm,ndm,nd->dm', dout, mask.astype(x.dtype), x)
    return dx, dW, dout.sum(axis=0)
