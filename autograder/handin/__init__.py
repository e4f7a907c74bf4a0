"""Handing in: a student's work as one zip, and a class's zips as nbgrader's folders. Standard library only."""
