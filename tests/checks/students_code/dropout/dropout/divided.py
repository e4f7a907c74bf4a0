"""Dropout on one layer: a random mask in training, and what takes its place at test time."""

import itertools

import numpy as np


def vanilla_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    r"""Switch units off at random, as the lecture's first listing does.

    .. math::

        \text{out}_i = z_i h_i, \qquad z_i = 1 \text{ with probability } p, \text{ else } 0

    Each unit of each sample is decided on its own. The mean of out is p times h, so
    whoever uses this rule must scale by p at test time: `vanilla_dropout_predict`.

    Args:
        h: a layer's activations, a floating array of any shape.
        p: the probability of KEEPING a unit, in (0, 1].
        rng: the source of all randomness.

    Returns:
        (out, mask): out has h's shape and dtype; mask has h's shape and holds 1 where a
        unit is kept and 0 where it is dropped, as booleans or as numbers. Both are new arrays.

    Raises:
        ValueError: p lies outside (0, 1]; the message names it and its value.

    Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014), "Dropout: a
    simple way to prevent neural networks from overfitting".

    Note: p keeps here, as in the lecture, the paper and CS231n. In PyTorch's `nn.Dropout(p)`
    and Keras' `Dropout(rate)` the number is the probability of dropping.
    """
    if p <= 0 or p > 1:
        raise ValueError("p is %r but has to be in (0, 1]" % p)
    z = rng.binomial(1, p, size=h.shape)
    z = np.asarray(z, dtype=h.dtype)
    return z * h, z


def vanilla_dropout_predict(h: np.ndarray, p: float) -> np.ndarray:
    r"""What vanilla dropout gives on average, for use at test time.

    .. math::

        \mathbb{E}[z_i h_i] = p\, h_i

    Args:
        h: a layer's activations, a floating array of any shape. All units are active.
        p: the probability of keeping a unit that was used in training, in (0, 1].

    Returns:
        out: a new array of h's shape and dtype.

    Raises:
        ValueError: p lies outside (0, 1]; the message names it and its value.

    Source: Srivastava et al. (2014), section 4, "weight scaling".

    Note: the lecture notes' `predict` for vanilla dropout leaves this factor out; CS231n's has it.
    """
    if p > 0 and p <= 1:
        return p * h
    raise ValueError(f"p should be a keep probability in (0, 1], not {p}")


def inverted_dropout(h: np.ndarray, p: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    r"""Switch units off at random and make up for it at once, so that test time needs no change.

    .. math::

        \text{out}_i = z_i h_i, \qquad z_i = 1/p \text{ with probability } p, \text{ else } 0,
        \qquad \mathbb{E}[\text{out}_i] = h_i

    Args:
        h: a layer's activations, a floating array of any shape.
        p: the probability of KEEPING a unit, in (0, 1].
        rng: the source of all randomness.

    Returns:
        (out, mask): both of h's shape, out also of its dtype; mask is a floating array with 1/p
        where a unit is kept and 0 where it is dropped. Both are new arrays.

    Raises:
        ValueError: p lies outside (0, 1]; the message names it and its value.

    Source: Srivastava et al. (2014), section 10, scales by 1/p in training instead of by p at
    test time; the name is CS231n's.

    Note: PyTorch's `nn.Dropout` and Keras' `Dropout` are inverted dropout, with the probability
    of dropping as their argument: `nn.Dropout(0.2)` is p = 0.8 here.
    """
    if p <= 0 or p > 1:
        raise ValueError(f"keep probability p out of range: {p}")
    keep = rng.uniform(size=h.shape) < p
    mask = np.where(keep, np.ones_like(h) / p, np.zeros_like(h))
    out = h * mask
    return out, mask


def dropout_backward(dout: np.ndarray, mask: np.ndarray) -> np.ndarray:
    r"""The gradient on its way back through dropout.

    .. math::

        \frac{\partial L}{\partial h_i} = z_i\, \frac{\partial L}{\partial \text{out}_i}

    Args:
        dout: the gradient of the loss with respect to dropout's output, any shape.
        mask: the mask that the forward pass used and returned, of dout's shape.

    Returns:
        dh: the gradient with respect to dropout's input, a new array of dout's shape and dtype.

    Source: the chain rule; the mask is a constant of the pass in which it was drawn.
    """
    dh = np.zeros_like(dout)
    kept = mask != 0
    dh[kept] = dout[kept] / mask[kept]
    return dh


def expected_output(w: np.ndarray, x: np.ndarray, p: float) -> float:
    r"""The mean output of one linear neuron under vanilla dropout, by going through all masks.

    .. math::

        \mathbb{E}[a] = \sum_{z \in \{0, 1\}^n} p^{k(z)} (1 - p)^{n - k(z)}\; w \cdot (z \circ x),
        \qquad k(z) = \text{number of ones in } z

    The lecture's neuron is n = 2 and p = 1/2: four masks, each with probability 1/4.

    Args:
        w: the weights, (n,), n from 1 to 12.
        x: the inputs, (n,), w's dtype.
        p: the probability of KEEPING an input, in (0, 1].

    Returns:
        The expectation, a number.

    Raises:
        ValueError: p lies outside (0, 1]; the message names it and its value.

    Source: Srivastava et al. (2014), section 1: dropout as an average over 2^n thinned networks.
    """
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    n = len(x)
    total = 0.0
    for z in itertools.product([0, 1], repeat=n):
        k = sum(z)
        total += p ** k * (1 - p) ** (n - k) * float(np.dot(w, np.array(z) * x))
    return total
