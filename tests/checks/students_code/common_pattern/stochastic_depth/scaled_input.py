"""Stochastic depth: whole residual blocks are left out at random in training, and all of them work at test time."""

from collections.abc import Callable

import numpy as np


def survival_probabilities(n_blocks: int, *, last: float = 0.5) -> np.ndarray:
    r"""With which probability each residual block of a network survives one training pass.

    .. math::

        p_l = 1 - \frac{l}{L} (1 - p_L), \qquad l = 1, \dots, L

    All later blocks build on the features that the early ones find, so the early ones are left out less often.

    Args:
        n_blocks: the number L of residual blocks, an integer >= 1.
        last: the survival probability of the last block, in [0, 1].

    Returns:
        (n_blocks,) float64; entry 0 belongs to block l = 1, the last entry is `last`.

    Source: Huang, Sun, Liu, Sedra and Weinberger (2016), "Deep Networks with Stochastic
    Depth", equation 4.

    Note: in the paper the input of the network counts as l = 0 and survives always, so the
    first block is already a little below 1.
    """
    return np.linspace(1.0, last, n_blocks + 1)[1:].copy()


def stochastic_depth_train(x: np.ndarray, block: Callable, p: float, rng: np.random.Generator) -> np.ndarray:
    r"""One residual block in training: with probability p it works, else only the shortcut is left.

    .. math::

        y = x + b \cdot f(x), \qquad b = 1 \text{ with probability } p, \text{ else } 0

    Args:
        x: the block's input, a floating array of any shape.
        block: f; `block(x)` gives an array of x's shape and dtype.
        p: the probability that the block survives, in [0, 1]; one draw decides for all of x.
        rng: the source of all randomness.

    Returns:
        x + block(x) or x, of x's shape and dtype. A block that does not survive is not
        called: that is where the training time is saved. x itself may be handed back.

    Source: Huang et al. (2016), "Deep Networks with Stochastic Depth", equation 2, without the
    ReLU that the paper's block puts around the sum.

    Note: `torchvision.ops.stochastic_depth` takes the probability of dropping, divides the
    survivors by the survival probability, multiplies a branch that was computed in any case,
    and can decide for every sample of a batch by itself. The paper, and this course, draw
    once for the whole batch and correct at test time.
    """
    if rng.random() < p:
        return x + block(x)
    return x


def stochastic_depth_predict(x: np.ndarray, block: Callable, p: float) -> np.ndarray:
    r"""One residual block at test time: always there, but scaled by its survival probability.

    .. math::

        y = x + p \, f(x) = \mathbb{E}_b [\, x + b \cdot f(x) \,]

    Args:
        x: the block's input, a floating array of any shape.
        block: f; `block(x)` gives an array of x's shape and dtype.
        p: the probability that the block survived in training, in [0, 1].

    Returns:
        A new array of x's shape and dtype.

    Source: Huang et al. (2016), "Deep Networks with Stochastic Depth", equation 5, without the
    ReLU that the paper's block puts around the sum.

    Note: for one block of this form the expectation is exact. With a ReLU around the sum, or
    behind a second block with a nonlinearity, it is an approximation, as dropout's scaling is.
    """
    return x + block(p * x)
