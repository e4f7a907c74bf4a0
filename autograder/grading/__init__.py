"""A submission's way into nbgrader's gradebook."""
