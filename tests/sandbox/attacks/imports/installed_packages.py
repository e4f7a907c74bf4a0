"""Imports what solves the exercise: scikit-learn, SciPy or pandas.
Ends as: error
"""

import importlib
import sys

for folder in (
    "/usr/lib/python3/dist-packages",
    sys.base_prefix + "/lib/python3/site-packages",
    "/site",
    "/site-packages",
):
    sys.path.append(folder)


def attack(X, wrong):
    problem = None
    for name in ("sklearn.preprocessing", "scipy.stats", "pandas", "torch", "nbgrader", "nbformat", "pip"):
        try:
            importlib.import_module(name)
        except ImportError as error:
            problem = error
        else:
            return X.mean(axis=0), X.std(axis=0)
    raise problem
