"""A network with one hidden layer, small enough to be trained while a page of the book is built.

Its weights are one flat array, so that every update rule of the course takes them as they are.
"""

import numpy as np

HIDDEN, CLASSES = 32, 10


def initial_weights(n_inputs: int, rng: np.random.Generator) -> np.ndarray:
    """Draw the weights before training.

    Args:
        n_inputs: the number of features D, >= 1.
        rng: the source of all randomness.

    Returns:
        ((D + 1) * 32 + 33 * 10,), float64: He's normal weights and zero biases.

    Source: He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers".
    """
    W1 = rng.normal(size=(n_inputs, HIDDEN)) * np.sqrt(2 / n_inputs)
    W2 = rng.normal(size=(HIDDEN, CLASSES)) * np.sqrt(2 / HIDDEN)
    return np.concatenate([W1.ravel(), np.zeros(HIDDEN), W2.ravel(), np.zeros(CLASSES)])


def _split(x: np.ndarray, n_inputs: int) -> list[np.ndarray]:
    W1, b1, W2, b2 = np.split(x, np.cumsum([n_inputs * HIDDEN, HIDDEN, HIDDEN * CLASSES]))
    return [W1.reshape(n_inputs, HIDDEN), b1, W2.reshape(HIDDEN, CLASSES), b2]


def network_scores(x: np.ndarray, X: np.ndarray) -> np.ndarray:
    """Scores of every class, (N, 10), for samples X (N, D) and flat weights x."""
    W1, b1, W2, b2 = _split(x, X.shape[1])
    return np.maximum(0, X @ W1 + b1) @ W2 + b2


def network_loss(x: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross-entropy of the network, and its gradient.

    Args:
        x: the flat weights, as `initial_weights` orders them.
        X: one sample a row, (N, D), floating.
        y: the labels, (N,), integers in [0, 10).

    Returns:
        (loss, dx): a number, and the gradient in x's shape.
    """
    W1, b1, W2, b2 = _split(x, X.shape[1])
    H = np.maximum(0, X @ W1 + b1)
    scores = H @ W2 + b2
    scores = scores - scores.max(axis=1, keepdims=True)
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    rows = np.arange(len(X))
    dscores = np.exp(log_p)
    dscores[rows, y] -= 1
    dscores /= len(X)
    dH = (dscores @ W2.T) * (H > 0)
    dx = np.concatenate([(X.T @ dH).ravel(), dH.sum(axis=0), (H.T @ dscores).ravel(), dscores.sum(axis=0)])
    return -log_p[rows, y].mean(), dx
