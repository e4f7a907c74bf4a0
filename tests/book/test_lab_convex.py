"""The convex losses and the small network of the book: their gradients are the slopes of their values."""

import numpy as np
import pytest

from lab.convex import cliff, kinked_bowl, many_curvatures, sparse_features
from lab.two_layers import initial_weights, network_loss, network_scores

STEP = 1e-6


@pytest.mark.parametrize(
    ("surface", "x"),
    [(kinked_bowl(), x) for x in (-1.0, 0.5, 1.5, 3.0)] + [(cliff(), x) for x in (-2.0, 8.9, 9.0, 12.0)],
)
def test_a_gradient_is_the_slope_of_the_value(surface, x):
    slope = (surface.value(np.array([x + STEP])) - surface.value(np.array([x - STEP]))) / (2 * STEP)
    np.testing.assert_allclose(surface.gradient(np.array([x])), slope, rtol=1e-5)


def test_the_kinked_bowl_has_no_jumps():
    for x in (1.0, 2.0):
        below, above = np.array([x - 1e-9]), np.array([x + 1e-9])
        np.testing.assert_allclose(kinked_bowl().value(below), kinked_bowl().value(above), rtol=1e-6)
        np.testing.assert_allclose(kinked_bowl().gradient(below), kinked_bowl().gradient(above), rtol=1e-6)


def test_many_curvatures_fall_from_one_in_even_ratios():
    curvatures = many_curvatures(5, decades=4.0).gradient(np.ones(5))
    np.testing.assert_allclose(curvatures, [1, 0.1, 0.01, 0.001, 0.0001])


def test_the_minibatch_gradients_of_sparse_features_average_to_the_slope_of_the_loss():
    frequencies, weights, x = np.array([0.5, 0.25, 0.1]), np.array([1.0, -1.0, 2.0]), np.array([0.3, 0.4, -0.5])
    surface = sparse_features(frequencies, weights, batch_size=8, rng=np.random.default_rng(0))
    mean = surface.gradient(np.tile(x, (20_000, 1))).mean(axis=0)
    slopes = [(surface.value(x + e) - surface.value(x - e)) / (2 * STEP) for e in STEP * np.eye(3)]
    np.testing.assert_allclose(mean, slopes, atol=0.02)
    assert surface.gradient(weights).tolist() == [0, 0, 0]


def test_the_gradient_of_the_network_is_the_slope_of_its_loss():
    rng = np.random.default_rng(1)
    x, X, y = initial_weights(6, rng), rng.normal(size=(9, 6)), rng.integers(10, size=9)
    loss, dx = network_loss(x, X, y)
    for i in rng.choice(len(x), 40, replace=False):
        e = np.zeros_like(x)
        e[i] = STEP
        slope = (network_loss(x + e, X, y)[0] - network_loss(x - e, X, y)[0]) / (2 * STEP)
        np.testing.assert_allclose(dx[i], slope, atol=1e-7)
    assert dx.shape == x.shape
    assert network_scores(x, X).shape == (9, 10)
    assert loss > 0
