"""The lecture's three-layer network with inverted dropout, and the parts that the lecture does not show.

Columns are samples, as in the lecture's `np.dot(W1, X) + b1`.
"""

import numpy as np


def forward_train(
    params: dict[str, np.ndarray], X: np.ndarray, p: float, rng: np.random.Generator
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The forward pass in training: inverted dropout after each of the two hidden ReLUs."""
    if not 0 < p <= 1:
        raise ValueError(f"p must lie in (0, 1], got p = {p}")
    A1 = np.maximum(params["W1"] @ X + params["b1"], 0)
    U1 = (rng.random(A1.shape) < p).astype(A1.dtype) / p
    H1 = A1 * U1
    A2 = np.maximum(params["W2"] @ H1 + params["b2"], 0)
    U2 = (rng.random(A2.shape) < p).astype(A2.dtype) / p
    H2 = A2 * U2
    scores = params["W3"] @ H2 + params["b3"]
    return scores, {"X": X.copy(), "H1": H1, "U1": U1, "H2": H2, "U2": U2}


def backward(dscores: np.ndarray, params: dict[str, np.ndarray], cache: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The backward pass, which the lecture leaves out as "(not shown)"."""
    G3 = dscores
    G2 = (params["W3"].T @ G3) * cache["U2"] * (cache["H2"] > 0)
    G1 = (params["W2"].T @ G2) * cache["U1"] * (cache["H1"] > 0)
    return {
        "W1": G1 @ cache["X"].T,
        "b1": G1.sum(axis=1, keepdims=True),
        "W2": G2 @ cache["H1"].T,
        "b2": G2.sum(axis=1, keepdims=True),
        "W3": G3 @ cache["H2"].T,
        "b3": G3.sum(axis=1, keepdims=True),
    }


_buffers = {}


def predict(params: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    """The forward pass at test time: every unit active, nothing scaled."""
    H = np.maximum(params["W1"] @ X + params["b1"], 0)
    H = np.maximum(params["W2"] @ H + params["b2"], 0)
    key = (len(params["W3"]), X.shape[1], X.dtype)
    if key not in _buffers:
        _buffers[key] = np.empty(key[:2], dtype=X.dtype)
    scores = _buffers[key]
    np.matmul(params["W3"], H, out=scores)
    scores += params["b3"]
    return scores
