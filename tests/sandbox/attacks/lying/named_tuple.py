"""Hands back a tuple whose `_fields` are many, of any type, and different each time.
Ends as: fail, error, crash, timeout, memory
"""


class Fields:
    def __iter__(self):
        return iter([None, 3.5, ("mean",), b"std", "\ud800", "mean", "mean"])

    def __len__(self):
        return -1


class State(tuple):
    _fields = Fields()


def attack(X, wrong):
    return State([*wrong, *wrong, *wrong, 0])
