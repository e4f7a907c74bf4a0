import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    # YOUR CODE HERE
    raise NotImplementedError()


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    rates = dict.fromkeys(range(1, n_layers + 1), 0.0)
    rates[n_layers] = base_rate
    for k in range(1, n_trained + 1):
        if n_layers - k >= 1:
            rates[n_layers - k] = base_rate * finetune_factor
    return rates


def finetune_step(params, grads, rates):
    # YOUR CODE HERE
    raise NotImplementedError()


def frozen_features(params, X, n_trained):
    # YOUR CODE HERE
    raise NotImplementedError()
