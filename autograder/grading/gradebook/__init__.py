"""nbgrader's gradebook: its version, its rows as points, what was given by hand, and the one writer."""
