import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    raise NotImplementedError()


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    if n_trained < 1:
        raise ValueError(f"n_trained is {n_trained}")
    lr = base_rate * finetune_factor
    return {l: (lr if l > n_layers - n_trained else 0.0) for l in range(1, n_layers + 1)}


def finetune_step(params, grads, rates):
    raise NotImplementedError()


def frozen_features(params, X, n_trained):
    raise NotImplementedError()
