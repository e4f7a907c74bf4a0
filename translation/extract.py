"""`make catalogues`: every English text into its catalogue."""

from translation import autograder_words, book, notebooks


def update_all() -> None:
    """Bring all catalogues up to date."""
    notebooks.update_catalogues()
    autograder_words.update_catalogues()
    book.update_catalogues()
