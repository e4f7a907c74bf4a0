"""Changes what float and ndarray do when they are compared, in the types' own dictionaries.
Ends as: fail, error, crash
"""

import gc

import numpy as np


def attack(X, wrong):
    for kind in (float, int, np.float64, np.ndarray, tuple):
        for namespace in gc.get_referents(kind.__dict__):
            if isinstance(namespace, dict):
                namespace["__eq__"] = namespace["__le__"] = lambda self, other: True
                namespace["tobytes"] = lambda self, *args: b""
    return wrong
