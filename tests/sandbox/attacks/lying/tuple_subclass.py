"""Hands back a tuple and a list whose lengths and items are not what they say.
Ends as: fail, error, crash
"""


class Tuple(tuple):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return 0.0

    def __iter__(self):
        raise RuntimeError("nothing to see here")


class List(list):
    def __iter__(self):
        return iter(("x", "y"))

    def __len__(self):
        return 10**9


def attack(X, wrong):
    return Tuple([1, 2, 3]) if X.shape[0] % 2 else List()
