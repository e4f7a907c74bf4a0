"""Imports the checks and the references, as the grader does.
Ends as: error
"""

from autograder.checks.data_processing.standardize import EXERCISE
from autograder.judging.references import reference_source

solution = {}
exec(reference_source("data_processing", EXERCISE.functions[0].name), solution)
