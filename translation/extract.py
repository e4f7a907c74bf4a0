"""`make catalogues`: every English text into its catalogue."""

from translation import autograder_words, book


def update_all() -> None:
    """Bring all catalogues up to date."""
    autograder_words.update_catalogues()
    book.update_catalogues()
