import numpy as np


def reinitialize_head(params, n_classes, rng, *, scale=0.01):
    new_params = params.copy()
    num_layers = len(params) // 2
    fan_in = params["W" + str(num_layers)].shape[0]
    new_params["W" + str(num_layers)] = rng.uniform(-scale, scale, (fan_in, n_classes))
    new_params["b" + str(num_layers)] = np.zeros(n_classes)
    return new_params


def learning_rates(n_layers, n_trained, *, base_rate, finetune_factor=0.1):
    raise NotImplementedError()


def finetune_step(params, grads, rates):
    raise NotImplementedError()


def frozen_features(params, X, n_trained):
    raise NotImplementedError()
