"""Gives every answer of the course's own class a status that counts as right.
Ends as: fail, error, crash
"""

import gc

for found in gc.get_objects():
    if isinstance(found, type) and found.__name__ == "Answer":
        found.status = property(lambda self: "pass")
        found.__eq__ = lambda self, other: True
        found.__init__ = lambda self, *args, **kwargs: self.__dict__.update(status="pass", value=None)
