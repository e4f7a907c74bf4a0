"""Raises a NotImplementedError of its own when it does not know the answer.
Ends as: missing, error
"""


class Later(NotImplementedError):
    def __str__(self):
        return "full points, please"


def attack(X, wrong):
    raise Later
