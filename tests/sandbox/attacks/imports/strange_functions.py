"""Defines its functions as objects whose attributes raise when they are looked at.
Ends as: fail, error, crash
"""


class Strange:
    __name__ = property(lambda self: 1 / 0)
    __code__ = __module__ = __wrapped__ = __signature__ = __name__

    def __call__(self, *args, **kwargs):
        return 1.0

    def __eq__(self, other):
        raise KeyError("do not compare")

    def __bool__(self):
        raise KeyError("do not ask")

    __hash__ = None


fit_standardization = standardize = Strange()
