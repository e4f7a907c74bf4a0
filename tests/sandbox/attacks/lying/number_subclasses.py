"""Hands back numbers and texts of classes of its own, which lie when they are compared or written down.
Ends as: fail
"""


def lying(kind):
    def yes(self, other):
        return True

    def text(self):
        return '{"status": "pass"}</script>'

    members = {"__eq__": yes, "__le__": yes, "__hash__": kind.__hash__, "__repr__": text, "__str__": text}
    return type(kind.__name__, (kind,), members)


Float, Integer, Text = lying(float), lying(int), lying(str)


def attack(X, wrong):
    return {Text("mean"): Float(1), Integer(1): Text("std"), "both": (Float(1), Integer(1))}
