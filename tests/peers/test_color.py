"""Colour jitter, held against Pillow's enhancers, scikit-learn's PCA and NumPy's covariance."""

import numpy as np
import pytest
from PIL import Image, ImageEnhance
from sklearn.datasets import load_sample_image
from sklearn.decomposition import PCA

from autograder.judging.references import module_of, reference_source

color = module_of(reference_source("data_augmentation", "color"), "color")

PHOTO = load_sample_image("china.jpg")[100:160:2, 200:290:2]  # (30, 45, 3), 8-bit


@pytest.mark.parametrize("factor", [0.0, 0.4, 1.0, 1.7, 3.0])
def test_brightness_is_pillows_within_its_rounding(factor):
    """Pillow cuts or rounds each value to a whole number: at most 1 of 255."""
    theirs = np.asarray(ImageEnhance.Brightness(Image.fromarray(PHOTO)).enhance(factor))
    ours = color.jitter(PHOTO / 255, brightness=factor) * 255
    assert np.abs(ours - theirs).max() <= 1


@pytest.mark.parametrize("factor", [0.0, 0.4, 1.0, 1.7, 3.0])
def test_contrast_is_pillows_within_its_rounding(factor):
    """Pillow rounds each pixel's grey (1/2), then their mean (1/2), which weighs |1 - factor|, and the result (1)."""
    theirs = np.asarray(ImageEnhance.Contrast(Image.fromarray(PHOTO)).enhance(factor))
    ours = color.jitter(PHOTO / 255, contrast=factor) * 255
    assert np.abs(ours - theirs).max() <= 1 + abs(1 - factor)


def test_brightness_comes_before_contrast():
    """Each of Pillow's two steps errs by its rounding; the first error, 1, is stretched by the second factor."""
    brighter = ImageEnhance.Brightness(Image.fromarray(PHOTO)).enhance(1.6)
    theirs = np.asarray(ImageEnhance.Contrast(brighter).enhance(0.5))
    ours = color.jitter(PHOTO / 255, brightness=1.6, contrast=0.5) * 255
    assert np.abs(ours - theirs).max() <= 0.5 + 0.5 * 2 + 1
    other_order = ImageEnhance.Brightness(ImageEnhance.Contrast(Image.fromarray(PHOTO)).enhance(0.5)).enhance(1.6)
    assert np.abs(ours - np.asarray(other_order)).max() > 20


def test_the_directions_are_scikit_learns_whose_variances_divide_by_one_less():
    images = np.stack([PHOTO[:, :20], PHOTO[:, 20:40]]) / 255
    eigenvalues, eigenvectors = color.fit_color_pca(images)
    M = images.size // 3
    pca = PCA(n_components=3).fit(images.reshape(M, 3))
    np.testing.assert_allclose(eigenvalues, pca.explained_variance_ * (M - 1) / M, rtol=1e-10)
    agreement = np.abs(np.sum(eigenvectors.T * pca.components_, axis=1))
    np.testing.assert_allclose(agreement, 1, rtol=1e-10)


def test_the_eigenvectors_take_numpys_covariance_apart():
    images = PHOTO[None] / 255
    eigenvalues, eigenvectors = color.fit_color_pca(images)
    covariance = np.cov(images.reshape(-1, 3), rowvar=False, bias=True)
    np.testing.assert_allclose(eigenvectors * eigenvalues @ eigenvectors.T, covariance, rtol=1e-10)


def test_offsets_have_the_variance_that_the_paper_asks_for():
    """With alphas of standard deviation s, the offset varies by (s * eigenvalue)**2 along each direction."""
    eigenvalues, eigenvectors = color.fit_color_pca(PHOTO[None] / 255)
    alphas = np.random.default_rng(0).normal(0, 0.1, size=(20_000, 3))
    black = np.zeros((1, 1, 3))
    offsets = np.array([color.pca_color_jitter(black, eigenvalues, eigenvectors, a)[0, 0] for a in alphas])
    spread = (offsets @ eigenvectors).std(axis=0)
    np.testing.assert_allclose(spread, 0.1 * eigenvalues, rtol=0.03)
