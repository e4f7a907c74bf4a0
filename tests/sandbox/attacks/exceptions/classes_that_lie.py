"""Raises an exception whose class has a name, a module and ancestors that raise or lie.
Ends as: error, crash, missing
"""


class Lying(type):
    @property
    def __name__(cls):
        raise KeyError("no name")

    @property
    def __mro__(cls):
        return (NotImplementedError,) * 1_000

    __qualname__ = __module__ = __name__


class Hostile(Exception, metaclass=Lying):
    __class__ = property(lambda self: NotImplementedError)
    __traceback__ = property(lambda self: 1 / 0)
    __cause__ = __context__ = property(lambda self: self)
    __notes__ = property(lambda self: 1 / 0)


def attack(X, wrong):
    raise Hostile
