"""Hands back an object whose class says yes to every question about classes.
Ends as: fail, error, crash
"""


class Yes(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, subclass):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(float)

    def __getattr__(cls, name):
        return ("mean", "std")

    @property
    def __name__(cls):
        raise KeyError("no name")


class Everything(metaclass=Yes):
    pass


def attack(X, wrong):
    return Everything()
