import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    raise NotImplementedError()


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    raise NotImplementedError()


def finetune_step(params, grads, rates):
    raise NotImplementedError()


def frozen_features(params, X, n_trained):
    L = len(params) // 2
    n_frozen = L - n_trained
    A = X
    for l in range(1, n_frozen + 1):
        A = A @ params[f"W{l}"] + params[f"b{l}"]
        if l < n_frozen:
            A = np.maximum(A, 0)
    return A
