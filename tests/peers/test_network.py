"""The three-layer network against exact enumeration of its masks, differences, and PyTorch."""

import itertools

import numpy as np
import pytest

from autograder.judging.references import module_of, reference_source

network = module_of(reference_source("dropout", "network"), "network")

KEYS = ("W1", "b1", "W2", "b2", "W3", "b3")


def small_network(seed, D=3, H1=4, H2=3, C=2, N=5, positive=False):
    rng = np.random.default_rng(seed)
    shapes = [(H1, D), (H1, 1), (H2, H1), (H2, 1), (C, H2), (C, 1)]
    params = {name: rng.normal(size=shape) for name, shape in zip(KEYS, shapes, strict=True)}
    X = rng.normal(size=(D, N))
    if positive:  # all ReLUs open, whatever is dropped
        params, X = {k: np.abs(v) for k, v in params.items()}, np.abs(X)
    return params, X


class FixedDraws:
    """Stands in for a generator: units with a 1 in the bits are kept, whatever p is."""

    def __init__(self, *bits):
        self.bits = list(bits)

    def random(self, shape):
        bits = np.broadcast_to(self.bits.pop(0)[:, None], shape)
        return np.where(bits == 1, 0.0, np.nextafter(1.0, 0.0))


def mean_over_all_masks(params, X, p):
    """E[scores], exact: one sample's units are enough, since samples are dropped independently."""
    H1, H2 = len(params["b1"]), len(params["b2"])
    mean, total = 0.0, 0.0
    for bits in itertools.product([0, 1], repeat=H1 + H2):
        probability = p ** sum(bits) * (1 - p) ** (H1 + H2 - sum(bits))
        rng = FixedDraws(np.array(bits[:H1]), np.array(bits[H1:]))
        mean = mean + probability * network.forward_train(params, X, p, rng)[0]
        total += probability
    assert np.isclose(total, 1)
    return mean


@pytest.mark.parametrize("p", [0.3, 0.5, 0.8])
def test_where_every_relu_stays_open_the_mean_over_all_masks_is_the_prediction(p):
    params, X = small_network(0, positive=True)
    assert np.allclose(mean_over_all_masks(params, X, p), network.predict(params, X), rtol=1e-12)


@pytest.mark.parametrize("p", [0.3, 0.5, 0.8])
def test_dropout_in_the_second_layer_alone_always_averages_to_the_prediction(p):
    params, X = small_network(1)
    H1, H2 = len(params["b1"]), len(params["b2"])
    without_first = {**params, "W1": p * params["W1"], "b1": p * params["b1"]}  # undoes 1/p where all is kept
    mean = 0.0
    for bits in itertools.product([0, 1], repeat=H2):
        probability = p ** sum(bits) * (1 - p) ** (H2 - sum(bits))
        rng = FixedDraws(np.ones(H1), np.array(bits))
        mean = mean + probability * network.forward_train(without_first, X, p, rng)[0]
    assert np.allclose(mean, network.predict(params, X), rtol=1e-12)


def test_with_closing_relus_the_prediction_is_an_approximation_of_the_mean():
    params, X = small_network(2)
    gap = np.abs(mean_over_all_masks(params, X, 0.5) - network.predict(params, X)).max()
    assert gap > 1e-2


def test_with_p_one_training_and_prediction_agree():
    params, X = small_network(3)
    scores, _ = network.forward_train(params, X, 1.0, np.random.default_rng(0))
    assert np.array_equal(scores, network.predict(params, X))


@pytest.mark.parametrize("p", [0.4, 0.7, 1.0])
def test_every_gradient_is_the_centred_difference(p):
    params, X = small_network(4)
    dscores = np.random.default_rng(5).normal(size=(2, 5))

    def loss(changed):
        return float((network.forward_train(changed, X, p, np.random.default_rng(6))[0] * dscores).sum())

    grads = network.backward(dscores, params, network.forward_train(params, X, p, np.random.default_rng(6))[1])
    assert set(grads) == set(KEYS)
    for name in KEYS:
        for index in np.ndindex(params[name].shape):
            change = np.zeros_like(params[name])
            change[index] = 1e-6
            above, below = ({**params, name: params[name] + sign * change} for sign in (1, -1))
            assert np.isclose(grads[name][index], (loss(above) - loss(below)) / 2e-6, rtol=1e-6, atol=1e-7)


def test_pytorchs_autograd_gives_our_gradients():
    torch = pytest.importorskip("torch", reason="PyTorch is an optional peer")
    params, X = small_network(7)
    p, dscores = 0.6, np.random.default_rng(8).normal(size=(2, 5))
    scores, cache = network.forward_train(params, X, p, np.random.default_rng(9))
    grads = network.backward(dscores, params, cache)

    # The same draws as the reference's, in the lecture's order.
    rng = np.random.default_rng(9)
    U1, U2 = (torch.tensor((rng.random((n, 5)) < p) / p) for n in (4, 3))
    T = {name: torch.tensor(array, requires_grad=True) for name, array in params.items()}
    H1 = torch.relu(T["W1"] @ torch.tensor(X) + T["b1"]) * U1
    H2 = torch.relu(T["W2"] @ H1 + T["b2"]) * U2
    theirs = T["W3"] @ H2 + T["b3"]
    theirs.backward(torch.tensor(dscores))
    assert np.allclose(theirs.detach().numpy(), scores, rtol=1e-12)
    for name in KEYS:
        assert np.allclose(T[name].grad.numpy(), grads[name], rtol=1e-11, atol=1e-13), name
