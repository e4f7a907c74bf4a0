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
    G2 = cache["U2"]
    G2 *= params["W3"].T @ dscores
    G2 *= cache["H2"] > 0
    G1 = cache["U1"]
    G1 *= params["W2"].T @ G2
    G1 *= cache["H1"] > 0
    grads = {}
    for layer, G, H in ((1, G1, cache["X"]), (2, G2, cache["H1"]), (3, dscores, cache["H2"])):
        grads[f"W{layer}"] = G @ H.T
        grads[f"b{layer}"] = G.sum(axis=1, keepdims=True)
    return grads


def predict(params: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    """The forward pass at test time: every unit active, nothing scaled."""
    H = np.maximum(params["W1"] @ X + params["b1"], 0)
    H = np.maximum(params["W2"] @ H + params["b2"], 0)
    return params["W3"] @ H + params["b3"]
