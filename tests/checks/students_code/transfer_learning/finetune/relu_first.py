"""Transfer learning: keep the trained body of a network, give it a new head, and train what the data can afford."""

import numpy as np


def reinitialize_head(
    params: dict[str, np.ndarray], n_classes: int, rng: np.random.Generator, *, scale: float = 0.01
) -> dict[str, np.ndarray]:
    r"""Replace the last layer by an untrained one for new classes.

    .. math::

        (W_D)_{ij} \sim \text{scale} \cdot \mathcal{N}(0, 1), \qquad b_D = 0

    Args:
        params: W1, b1, ..., WD, bD of a trained network with D >= 1 layers: Wi (in, out), bi (out,).
        n_classes: the number of new classes, an integer >= 1.
        rng: the source of all randomness.
        scale: the standard deviation of the new weights, > 0.

    Returns:
        A new dict with the same keys: WD (in, n_classes) and bD (n_classes,) in the dtype of
        the old ones. All other arrays have the same values, and may be the same arrays.

    Source: Girshick et al. (2014), "Rich feature hierarchies": ImageNet's 1000-class layer gives
    way to a random one for the new classes.

    Note: PyTorch's `nn.Linear` stores (out, in) and draws from a uniform distribution that
    depends on the layer's width; the small normal weights here are those of CS231n.
    """
    D = len(params) // 2
    new = dict(params)
    W = params[f"W{D}"]
    new[f"W{D}"] = (scale * rng.standard_normal((W.shape[0], n_classes))).astype(W.dtype)
    new[f"b{D}"] = np.zeros(n_classes, dtype=params[f"b{D}"].dtype)
    return new


def learning_rates(
    n_layers: int, n_trained: int, *, base_rate: float, finetune_factor: float = 0.1
) -> dict[int, float]:
    r"""A learning rate for every layer: none for the frozen ones, a small one for those to be fine-tuned.

    .. math::

        \alpha_D = \alpha, \qquad
        \alpha_l = \alpha \cdot \text{finetune\_factor} \;\; (D - n_{\text{trained}} < l < D), \qquad
        \alpha_l = 0 \;\; (l \le D - n_{\text{trained}})

    Args:
        n_layers: the number D of layers, an integer >= 1.
        n_trained: how many layers are trained, counted from the head, an integer in [1, n_layers].
        base_rate: the rate alpha of the new head, > 0.
        finetune_factor: the share of it that the other trained layers get, usually 0.1.

    Returns:
        {layer: rate} for the layers 1 ... D, with 0.0 for the frozen ones.

    Raises:
        ValueError: n_trained is below 1 or above n_layers; the message names it and its value.

    Source: Girshick et al. (2014), "Rich feature hierarchies": fine-tuning at a tenth of the rate
    of the pre-training, for all layers. That the head gets the full rate is this course's choice.

    Note: in PyTorch these are the `lr` of parameter groups; a frozen layer has no group, or
    `requires_grad = False`, and then no gradient is computed for it at all.
    """
    if n_trained < 1 or n_trained > n_layers:
        raise ValueError(f"n_trained must be in [1, {n_layers}], got {n_trained}")
    rates = {}
    for l in range(1, n_layers + 1):
        if l == n_layers:
            rates[l] = base_rate
        elif l > n_layers - n_trained:
            rates[l] = base_rate * finetune_factor
        else:
            rates[l] = 0.0
    return rates


def finetune_step(
    params: dict[str, np.ndarray], grads: dict[str, np.ndarray], rates: dict[int, float]
) -> dict[str, np.ndarray]:
    r"""One step of SGD in which every layer has a learning rate of its own.

    .. math::

        W_l \leftarrow W_l - \alpha_l \nabla_{W_l} \text{loss}, \qquad
        b_l \leftarrow b_l - \alpha_l \nabla_{b_l} \text{loss}

    Args:
        params: W1, b1, ..., WD, bD: Wi (in, out), bi (out,).
        grads: the gradient of each, under the same key.
        rates: {layer: rate} for the layers 1 ... D, as `learning_rates` gives them; 0 means frozen.

    Returns:
        A new dict with the keys of params. A frozen layer's arrays keep every bit, whatever
        their gradient is, and may be the same arrays; trained arrays are new ones.

    Source: Yosinski et al. (2014), "How transferable are features in deep neural networks?"

    Note: a rate of 0 alone does not freeze: 0 times NaN is NaN, and 0 times infinity too. That
    is why PyTorch freezes by `requires_grad = False`, where nothing is subtracted.
    """
    new = {}
    for key, value in params.items():
        rate = rates[int(key[1:])]
        new[key] = value if rate == 0 else value - rate * grads[key]
    return new


def frozen_features(params: dict[str, np.ndarray], X: np.ndarray, n_trained: int) -> np.ndarray:
    r"""What the frozen layers make of the data: the input of the first trained layer.

    .. math::

        H_0 = X, \qquad H_l = \max(0, H_{l-1} W_l + b_l), \qquad \text{up to } l = D - n_{\text{trained}}

    Frozen layers always give the same answer, so one pass over the data serves the whole training.

    Args:
        params: W1, b1, ..., WD, bD: Wi (in, out), bi (out,).
        X: one sample a row, (N, in) for the first layer, in the dtype of params.
        n_trained: how many layers are trained, counted from the head, an integer in [1, D].

    Returns:
        (N, in) for the first trained layer, in X's dtype. Where all layers are trained, that
        is X, and X itself may be handed back.

    Source: Donahue et al. (2014), "DeCAF: A Deep Convolutional Activation Feature for Generic
    Visual Recognition".
    """
    D = len(params) // 2
    H = X
    for i in range(1, D - n_trained + 1):
        H = np.maximum(H, 0) @ params[f"W{i}"] + params[f"b{i}"]
    return H
