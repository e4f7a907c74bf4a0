"""`make catalogues`: every English text into its catalogue."""

from translation.book import update_catalogues


def update_all() -> None:
    """Bring all catalogues up to date."""
    update_catalogues()
