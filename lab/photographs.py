"""Photographs in a page: as JPEG, a fifth of PNG's weight; in a row where there is room, in a column on a phone."""

import base64
import html
import io
from collections.abc import Mapping
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np

__all__ = ["Photographs", "show_photographs"]

QUALITY = 70


@dataclass(frozen=True)
class Photographs:
    """Photographs with their captions, as HTML; the last expression of a cell shows them."""

    page: str

    def _repr_html_(self) -> str:
        return self.page


def show_photographs(pictures: Mapping[str, np.ndarray], alts: Mapping[str, str]) -> Photographs:
    """Set photographs beside one another, as large as the page allows.

    Args:
        pictures: caption -> image, (H, W, 3), floating, values in [0, 1].
        alts: caption -> what is seen, for those who cannot see it. The same captions.

    Returns:
        The Photographs: one figure of HTML for each.

    Raises:
        ValueError: a picture has no alt text, or an alt text no picture.
    """
    if pictures.keys() != alts.keys():
        alone = sorted(pictures.keys() ^ alts.keys())
        raise ValueError(f"every picture needs an alt text of the same caption, but {alone} stand in one of the two")
    figures = (_figure(caption, picture, alts[caption]) for caption, picture in pictures.items())
    return Photographs(f'<div class="photographs">{"".join(figures)}</div>')


def _figure(caption: str, picture: np.ndarray, alt: str) -> str:
    jpeg = io.BytesIO()
    plt.imsave(jpeg, picture, format="jpg", pil_kwargs={"quality": QUALITY})
    height, width = picture.shape[:2]
    return (
        # The class keeps the theme from dimming what is shown on a dark page.
        f'<figure><img class="dark-light" alt="{html.escape(alt)}" width="{width}" height="{height}" '
        f'src="data:image/jpeg;base64,{base64.b64encode(jpeg.getvalue()).decode()}">'
        f"<figcaption>{html.escape(caption)}</figcaption></figure>"
    )
