"""Looks for the folders of other students, above itself and by the names that nbgrader gives them.
Ends as: fail
"""

import os
from pathlib import Path

PLACES = ("..", "../..", "../../..", "../../../submitted", "/srv", "/home", "/course", "/tmp", "/mnt")


def attack(X, wrong):
    for place in PLACES:
        for folder in (Path(place), Path(os.getcwd(), place), Path(__file__).resolve().parent / place):
            for name in ("*/data_processing/standardize.py", "*/*/data_processing/standardize.py", "*/standardize.py"):
                for path in folder.glob(name):
                    text = path.read_text()
                    if "def attack" not in text:
                        solution = {}
                        exec(text, solution)
                        return solution["fit_standardization"](X)
    return wrong
