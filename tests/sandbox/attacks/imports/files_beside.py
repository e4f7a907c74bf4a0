"""Hands in modules named as those that the grader imports: numpy, json, autograder, sitecustomize, a .pth file.
Ends as: fail, error
"""

import json

import numpy as np

if not hasattr(np, "float64") or not hasattr(json, "loads"):
    raise LookupError("a file of the submission was imported in place of a library")
