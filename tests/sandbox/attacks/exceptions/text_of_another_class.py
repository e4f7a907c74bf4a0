"""Raises an exception whose text is a str of a class of its own, which slices into itself.
Ends as: error, crash
"""


class Text(str):
    def __getitem__(self, index):
        return self

    def __len__(self):
        return 0

    def splitlines(self, *args):
        return [self] * 1_000


class Hostile(Exception):
    def __str__(self):
        return Text("x" * 1_000_000)


def attack(X, wrong):
    raise Hostile
