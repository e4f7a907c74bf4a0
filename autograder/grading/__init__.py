"""A class: submissions to results, and results into nbgrader's gradebook."""
