"""Standardization against scikit-learn's StandardScaler, NumPy and exact fractions."""

from fractions import Fraction

import numpy as np
import pytest

from autograder.judging.references import module_of, reference_source

reference = module_of(reference_source("data_processing", "standardize"), "standardize")


@pytest.fixture
def scaler():
    return pytest.importorskip("sklearn.preprocessing").StandardScaler()


def features(seed, N=40, D=6):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, D)) * rng.uniform(0.1, 50, size=D) + rng.uniform(-100, 100, size=D)
    X[:, 2] = 3.5
    return X


@pytest.mark.parametrize("seed", range(5))
def test_mean_and_std_are_scikit_learns(scaler, seed):
    X = features(seed)
    scaler.fit(X)
    mean, std = reference.fit_standardization(X)
    np.testing.assert_allclose(mean, scaler.mean_, rtol=1e-12)
    np.testing.assert_allclose(std, np.sqrt(scaler.var_), rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_a_test_set_is_scaled_as_by_scikit_learn_with_constant_features_centred(scaler, seed):
    X, X_test = features(seed), features(seed + 100)
    X_test[:, 2] = 5.0
    scaled = reference.standardize(X_test, *reference.fit_standardization(X))
    np.testing.assert_allclose(scaled, scaler.fit(X).transform(X_test), rtol=1e-10, atol=1e-12)
    np.testing.assert_array_equal(scaled[:, 2], 1.5)


def test_the_training_set_gets_mean_0_and_std_1():
    X = features(0)[:, [0, 1, 3, 4, 5]]
    mean, std = reference.fit_standardization(reference.standardize(X, *reference.fit_standardization(X)))
    np.testing.assert_allclose(mean, 0, atol=1e-13)
    np.testing.assert_allclose(std, 1, rtol=1e-13)


def test_std_is_exact_where_the_mean_is_1e8_times_the_spread():
    X = np.random.default_rng(0).normal(size=(50, 3)) + 1e8
    exact = []
    for column in X.T:
        numbers = [Fraction(float(x)) for x in column]
        mean = sum(numbers) / len(numbers)
        exact.append(float(sum((x - mean) ** 2 for x in numbers) / len(numbers)) ** 0.5)
    np.testing.assert_allclose(reference.fit_standardization(X)[1], exact, rtol=1e-12)
    shortcut = np.sqrt(np.maximum((X**2).mean(axis=0) - X.mean(axis=0) ** 2, 0))
    assert (np.abs(shortcut / exact - 1) > 0.1).all()
