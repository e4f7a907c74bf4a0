"""The lecture's three-layer network with inverted dropout, and the parts that the lecture does not show.

Columns are samples, as in the lecture's `np.dot(W1, X) + b1`.
"""

import numpy as np


def forward_train(
    params: dict[str, np.ndarray], X: np.ndarray, p: float, rng: np.random.Generator
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    r"""The forward pass in training: inverted dropout after each of the two hidden ReLUs.

    .. math::

        H_1 = U_1 \circ \max(0, W_1 X + b_1), \qquad H_2 = U_2 \circ \max(0, W_2 H_1 + b_2),
        \qquad \text{scores} = W_3 H_2 + b_3

    Every entry of the masks U1 and U2 is 1/p with probability p, else 0: each hidden unit of
    each sample is decided on its own.

    Args:
        params: W1 (H1, D), b1 (H1, 1), W2 (H2, H1), b2 (H2, 1), W3 (C, H2), b3 (C, 1).
        X: one sample a column, (D, N), of the parameters' dtype.
        p: the probability of KEEPING a hidden unit, in (0, 1].
        rng: the source of all randomness.

    Returns:
        (scores, cache): scores (C, N), of X's dtype; cache, a dict of arrays with whatever
        `backward` needs of this pass. Its keys are yours to choose.

    Raises:
        ValueError: p lies outside (0, 1]; the message names it and its value.

    Source: Srivastava et al. (2014), "Dropout: a simple way to prevent neural networks from
    overfitting".

    Note: p keeps; PyTorch's and Keras' dropout layers take the probability of dropping.
    """
    if not 0 < p <= 1:
        raise ValueError(f"p must be in (0, 1], got {p}")
    W1, b1, W2, b2, W3, b3 = (params[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    H1 = np.maximum(0, W1 @ X + b1)
    U1 = (rng.random(H1.shape) < p).astype(H1.dtype) / p
    H1 = H1 * U1
    H2 = np.maximum(0, W2 @ H1 + b2)
    U2 = (rng.random(H2.shape) < p).astype(H2.dtype) / p
    H2 = H2 * U2
    return W3 @ H2 + b3, {"X": X, "H1": H1, "H2": H2, "U1": U1, "U2": U2}


def backward(dscores: np.ndarray, params: dict[str, np.ndarray], cache: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    r"""The backward pass, which the lecture leaves out as "(not shown)".

    .. math::

        \frac{\partial L}{\partial W_3} = G_3 H_2^\top, \qquad
        \frac{\partial L}{\partial b_3} = \sum_n G_3[:, n], \qquad
        G_2 = U_2 \circ (W_3^\top G_3) \circ [H_2 > 0]

    and so on down to the first layer. G3 is `dscores`; G2 and G1 are the gradients with
    respect to what goes into the two ReLUs. Sums run over the samples: a loss that is a mean has
    its 1/N in dscores already.

    Args:
        dscores: the gradient of the loss with respect to the scores, (C, N).
        params: as in `forward_train`.
        cache: what `forward_train` returned for this very pass, its masks among it.

    Returns:
        grads: a dict with the keys of params, each gradient of its parameter's shape and
        dtype: (out, in) for a weight, (out, 1) for a bias. The arguments are left as they were.

    Source: Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating
    errors"; the masks are constants of the pass.
    """
    inputs = {1: cache["X"], 2: cache["H1"], 3: cache["H2"]}
    grads = {}
    G = dscores
    for layer in (3, 2, 1):
        grads["W%d" % layer] = np.einsum("on,in->oi", G, inputs[layer])
        grads["b%d" % layer] = np.sum(G, axis=1)[:, None]
        if layer > 1:
            below = params["W%d" % layer].T.dot(G)
            G = np.where(inputs[layer] > 0, below * cache["U%d" % (layer - 1)], np.zeros_like(below))
    return {k: grads[k] for k in params}


def predict(params: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    r"""The forward pass at test time: every unit active, nothing scaled.

    .. math::

        \text{scores} = W_3 \max(0, W_2 \max(0, W_1 X + b_1) + b_2) + b_3

    Inverted dropout has made up for the dropped units in training already.

    Args:
        params: as in `forward_train`.
        X: one sample a column, (D, N), of the parameters' dtype.

    Returns:
        scores: (C, N), of X's dtype, a new array.

    Source: Srivastava et al. (2014), section 10.
    """
    H1 = np.maximum(0, params["W1"] @ X + params["b1"])
    H2 = np.maximum(0, params["W2"] @ H1 + params["b2"])
    S = params["W3"] @ H2 + params["b3"]
    e = np.exp(S - S.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)
