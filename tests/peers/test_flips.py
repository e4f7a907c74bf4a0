"""Flips, held against NumPy, Pillow and the binomial distribution."""

import numpy as np
from PIL import Image, ImageOps
from scipy.stats import binomtest
from sklearn.datasets import load_sample_image

from autograder.judging.references import module_of, reference_source

flips = module_of(reference_source("data_augmentation", "flips"), "flips")


def test_a_flip_is_numpys_flip_of_the_columns():
    image = np.random.default_rng(0).random((5, 8, 3))
    np.testing.assert_array_equal(flips.horizontal_flip(image), np.flip(image, axis=1))


def test_a_photograph_is_mirrored_as_pillow_does_it():
    photo = load_sample_image("china.jpg")
    theirs = np.asarray(ImageOps.mirror(Image.fromarray(photo)))
    np.testing.assert_array_equal(flips.horizontal_flip(photo / 255), theirs / 255)


def test_two_flips_are_none():
    image = np.random.default_rng(1).random((4, 7, 2))
    np.testing.assert_array_equal(flips.horizontal_flip(flips.horizontal_flip(image)), image)


def test_the_number_of_flipped_images_is_binomial():
    images = np.arange(4000 * 2.0).reshape(4000, 1, 2, 1)
    flipped = flips.random_horizontal_flip(images, np.random.default_rng(2), probability=0.3)
    count = int((flipped[:, 0, 0, 0] > flipped[:, 0, 1, 0]).sum())
    assert binomtest(count, 4000, 0.3).pvalue > 1e-6


def test_neighbours_in_a_batch_are_flipped_independently():
    images = np.arange(4000 * 2.0).reshape(4000, 1, 2, 1)
    flipped = flips.random_horizontal_flip(images, np.random.default_rng(3))[:, 0]
    turned = (flipped[:, 0, 0] > flipped[:, 1, 0]).reshape(2000, 2)
    agreeing = int((turned[:, 0] == turned[:, 1]).sum())
    assert binomtest(agreeing, 2000, 0.5).pvalue > 1e-6
