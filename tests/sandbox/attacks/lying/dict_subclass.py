"""Hands back a dict that holds other things each time that it is looked into.
Ends as: fail, error, crash
"""


class Dict(dict):
    looks = 0

    def items(self):
        self.looks += 1
        return [("mean", self.looks), ("mean", None), (self, self)]

    def __iter__(self):
        return iter(["a"] if self.looks % 2 else [])

    def __contains__(self, key):
        return True

    def __missing__(self, key):
        return self

    def __len__(self):
        return 0


def attack(X, wrong):
    return Dict(mean=1)
