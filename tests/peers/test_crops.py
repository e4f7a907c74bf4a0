"""Crops, held against NumPy's windows, torchvision's rule, Pillow's resize and the chi-square test."""

import numpy as np
import pytest
from PIL import Image
from scipy.stats import chisquare
from sklearn.datasets import load_sample_image

from autograder.judging.references import module_of, reference_source

crops = module_of(reference_source("data_augmentation", "crops"), "crops")


def torchvision_five_crop(image, size):
    """By the rule of torchvision.transforms.functional.five_crop and center_crop: the centre is rounded."""
    H, W = image.shape[:2]
    places = [(0, 0), (0, W - size), (H - size, 0), (H - size, W - size)]
    places.append((round((H - size) / 2.0), round((W - size) / 2.0)))
    return [image[row : row + size, column : column + size] for row, column in places]


def torchvision_ten_crop(image, size):
    """By the rule of torchvision.transforms.functional.ten_crop: five crops, then five of the mirrored image."""
    return np.stack(torchvision_five_crop(image, size) + torchvision_five_crop(image[:, ::-1], size))


@pytest.mark.parametrize(("H", "W", "size"), [(9, 11, 5), (8, 14, 4), (6, 6, 6)])
def test_where_margins_are_even_ten_crop_is_torchvisions_in_another_order(H, W, size):
    image = np.random.default_rng(0).random((H, W, 3))
    theirs = torchvision_ten_crop(image, size)
    np.testing.assert_array_equal(crops.ten_crop(image, size), theirs[[0, 1, 2, 3, 4, 6, 5, 8, 7, 9]])


def test_where_a_margin_is_odd_torchvision_may_start_one_row_later():
    image = np.random.default_rng(1).random((8, 9, 3))  # margins 3 and 4
    ours, theirs = crops.ten_crop(image, 5), torchvision_ten_crop(image, 5)
    np.testing.assert_array_equal(ours[:4], theirs[:4])
    np.testing.assert_array_equal(ours[4], image[1:6, 2:7])
    np.testing.assert_array_equal(theirs[4], image[2:7, 2:7])


def test_a_random_crop_is_one_of_numpys_windows():
    image, rng = np.random.default_rng(2).random((6, 9, 2)), np.random.default_rng(3)
    windows = np.moveaxis(np.lib.stride_tricks.sliding_window_view(image, (4, 4), axis=(0, 1)), 2, -1)
    for _ in range(50):
        crop = crops.random_crop(image, 4, rng)
        assert (windows == crop).all(axis=(2, 3, 4)).sum() == 1


def test_positions_pass_the_chi_square_test():
    image, rng = np.arange(7 * 10.0).reshape(7, 10, 1), np.random.default_rng(4)
    starts = np.array([crops.random_crop(image, 4, rng)[0, 0, 0] for _ in range(8000)]).astype(int)
    counts = np.bincount(starts, minlength=70).reshape(7, 10)
    assert counts[4:].sum() == counts[:, 7:].sum() == 0
    assert chisquare(counts[:4, :7].ravel()).pvalue > 1e-6


def test_scales_pass_the_chi_square_test():
    seen = []

    def resize(image, S):
        seen.append(S)
        return np.zeros((S, S, 1))

    rng = np.random.default_rng(5)
    for _ in range(9000):
        crops.resnet_train_crop(np.zeros((2, 2, 1)), resize, rng, size=1)
    counts = np.bincount(seen, minlength=481)
    assert counts[:256].sum() == 0
    assert len(counts) == 481
    assert chisquare(counts[256:]).pvalue > 1e-6


def test_with_pillows_resize_a_photograph_is_cropped_to_size():
    photo = load_sample_image("flower.jpg")

    def resize(image, S):
        scale = S / min(image.shape[:2])
        H, W = (round(n * scale) for n in image.shape[:2])
        return np.asarray(Image.fromarray((image * 255).astype(np.uint8)).resize((W, H))) / 255

    crop = crops.resnet_train_crop(photo / 255, resize, np.random.default_rng(6))
    assert crop.shape == (224, 224, 3)


def test_a_linear_score_of_the_mean_image_is_the_mean_score():
    """For a linear predict the mean over crops can go inside: two ways to one number."""
    rng = np.random.default_rng(7)
    image, weights = rng.random((6, 8, 2)), rng.normal(size=(3 * 3 * 2, 4))

    def resize(image, S):
        return np.repeat(np.repeat(image, S // 6, axis=0), S // 6, axis=1)

    def predict(patches):
        return patches.reshape(len(patches), -1) @ weights

    got = crops.multi_scale_predict(predict, image, resize, scales=(6, 12, 18), size=3)
    mean = np.mean([crops.ten_crop(resize(image, S), 3).mean(axis=0) for S in (6, 12, 18)], axis=0)
    np.testing.assert_allclose(got, predict(mean[None])[0], rtol=1e-12)
