"""Photographs in a page: as JPEG, each with its caption and its alt text."""

import base64
import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lab.photographs import show_photographs

LIGHT = np.full((20, 30, 3), 0.75)


def test_every_photograph_has_its_caption_its_alt_text_and_its_size():
    page = show_photographs(
        {"as <it> is": LIGHT, "dark": 0 * LIGHT}, {"dark": "Black.", "as <it> is": 'A "wall".'}
    ).page
    assert re.findall(r'<img class="dark-light" alt="([^"]*)" width="30" height="20"', page) == [
        "A &quot;wall&quot;.",
        "Black.",
    ]
    assert re.findall(r"<figcaption>(.*?)</figcaption>", page) == ["as &lt;it&gt; is", "dark"]


def test_a_photograph_is_the_picture_as_jpeg():
    page = show_photographs({"wall": LIGHT}, {"wall": "A wall."}).page
    (data,) = re.findall(r'src="data:image/jpeg;base64,([^"]*)"', page)
    shown = plt.imread(io.BytesIO(base64.b64decode(data)), format="jpg")
    assert np.allclose(shown / 255, LIGHT, atol=0.02)


@pytest.mark.parametrize("alts", [{}, {"wall": "A wall.", "sky": "The sky."}], ids=["none", "one too many"])
def test_a_photograph_without_alt_text_or_an_alt_text_without_photograph_is_refused(alts):
    with pytest.raises(ValueError, match=r"every picture needs an alt text of the same caption"):
        show_photographs({"wall": LIGHT}, alts)
