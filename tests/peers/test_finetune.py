"""Fine-tuning against SciPy's test of normality, a small loop of its own, and PyTorch's parameter groups."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import kstest

from autograder.judging.references import module_of, reference_source

reference = module_of(reference_source("transfer_learning", "finetune"), "finetune")
SIZES = (5, 7, 6, 4, 3)


def network(rng):
    layers = list(pairwise(SIZES))
    weights = {f"W{i}": rng.normal(size=size) / 2 for i, size in enumerate(layers, start=1)}
    return weights | {f"b{i}": rng.normal(size=size[1]) / 2 for i, size in enumerate(layers, start=1)}


@pytest.mark.parametrize("scale", [0.01, 0.5])
def test_scipy_finds_the_new_head_normal(scale):
    params = reference.reinitialize_head(network(np.random.default_rng(0)), 1000, np.random.default_rng(1), scale=scale)
    assert kstest(params["W4"].ravel(), "norm", args=(0, scale)).pvalue > 1e-4


def gradients_of_a_loop(weights, biases, X, targets):
    """The gradients of the mean squared error of a ReLU network, layer by layer backwards."""
    activations = [X]
    for i, (W, b) in enumerate(zip(weights, biases, strict=True)):
        scores = activations[-1] @ W + b
        activations.append(scores if i == len(weights) - 1 else np.maximum(scores, 0))
    slope, grads = 2 * (activations[-1] - targets) / len(X), []
    for i in reversed(range(len(weights))):
        grads.append((activations[i].T @ slope, slope.sum(axis=0)))
        slope = (slope @ weights[i].T) * (activations[i] > 0)
    return grads[::-1]


@pytest.mark.parametrize("n_trained", [1, 2, 3, 4])
def test_five_steps_agree_with_a_loop_over_layers(n_trained):
    rng = np.random.default_rng(3)
    params, X, targets = network(rng), rng.normal(size=(9, 5)), rng.normal(size=(9, 3))
    weights, biases = ([params[f"{letter}{i}"].copy() for i in range(1, 5)] for letter in "Wb")
    rates = reference.learning_rates(4, n_trained, base_rate=0.1, finetune_factor=0.2)
    for _ in range(5):
        loop = gradients_of_a_loop(weights, biases, X, targets)
        grads = {f"W{i}": dW for i, (dW, _) in enumerate(loop, start=1)}
        grads |= {f"b{i}": db for i, (_, db) in enumerate(loop, start=1)}
        params = reference.finetune_step(params, grads, rates)
        for i, (dW, db) in enumerate(loop):
            if i >= 4 - n_trained:
                rate = 0.1 if i == 3 else 0.1 * 0.2
                weights[i] -= rate * dW
                biases[i] -= rate * db
    for i in range(4):
        np.testing.assert_allclose(params[f"W{i + 1}"], weights[i], rtol=1e-10)
        np.testing.assert_allclose(params[f"b{i + 1}"], biases[i], rtol=1e-10)


@pytest.mark.parametrize("n_trained", [1, 2, 3, 4])
def test_training_on_frozen_features_is_training_the_whole_network(n_trained):
    """The trained layers on top of `frozen_features` give the scores that all layers give on X."""
    rng = np.random.default_rng(4)
    params, X = network(rng), rng.normal(size=(6, 5))
    features = reference.frozen_features(params, X, n_trained)
    scores = {}
    for start, H in ((0, X), (4 - n_trained, features)):
        for i in range(start + 1, 5):
            H = H @ params[f"W{i}"] + params[f"b{i}"]
            H = H if i == 4 else np.maximum(H, 0)
        scores[start] = H
    np.testing.assert_allclose(scores[0], scores[4 - n_trained], rtol=1e-12)


def test_pytorchs_parameter_groups_make_the_same_steps():
    torch = pytest.importorskip("torch", reason="PyTorch is optional: pip install torch")
    rng = np.random.default_rng(5)
    params, X, targets = network(rng), rng.normal(size=(9, 5)), rng.normal(size=(9, 3))
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in params.items()}
    rates = reference.learning_rates(4, 3, base_rate=0.1)
    groups = [{"params": [tensors[f"W{i}"], tensors[f"b{i}"]], "lr": rates[i]} for i in rates if rates[i]]
    optimizer = torch.optim.SGD(groups, lr=1.0)
    for _ in range(3):
        optimizer.zero_grad()
        H = torch.tensor(X)
        for i in range(1, 5):
            H = H @ tensors[f"W{i}"] + tensors[f"b{i}"]
            H = H if i == 4 else torch.relu(H)
        ((H - torch.tensor(targets)) ** 2).sum(dim=1).mean().backward()
        grads = {name: tensor.grad.numpy().copy() for name, tensor in tensors.items()}
        optimizer.step()
        params = reference.finetune_step(params, grads, rates)
    for name, tensor in tensors.items():
        np.testing.assert_allclose(params[name], tensor.detach().numpy(), rtol=1e-10)
