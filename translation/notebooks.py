"""The notebooks' catalogues: a message a paragraph."""

import nbformat

from autograder.authoring.notebook_words import paragraphs
from autograder.judging.references import assignments, exercises_of
from translation.catalogues import NOTEBOOKS, ROOT, Text, catalogue_path, keep_only, update

MODEL_ANSWER = "BEGIN SOLUTION"  # such a cell is released without its text


def all_texts() -> dict[str, list[Text]]:
    """The messages of every notebook's catalogue, by its name; a message's place is its cell."""
    texts = {}
    for assignment in assignments():
        for exercise in exercises_of(assignment):
            notebook = nbformat.read(ROOT / "solutions" / assignment / f"{exercise}.ipynb", as_version=4)
            cells = [
                cell for cell in notebook.cells if cell.cell_type == "markdown" and MODEL_ANSWER not in cell.source
            ]
            found = {message: cell.id for cell in cells for message in paragraphs(cell.source)}
            texts[f"{assignment}/{exercise}"] = [Text(message, place) for message, place in found.items()]
    return texts


def update_catalogues() -> None:
    """Bring the notebooks' catalogues up to date; those of notebooks that are gone go too."""
    texts = all_texts()
    for name, messages in texts.items():
        update(catalogue_path(NOTEBOOKS, name), messages)
    keep_only(NOTEBOOKS, texts)
