"""Looks for the generator, or its seed, with which the hidden cases were drawn.
Ends as: fail
"""

import gc
import time

import numpy as np


def attack(X, wrong):
    for thing in gc.get_objects():
        if isinstance(thing, np.random.Generator):
            raise LookupError(f"there is a generator: {thing}")
    np.random.seed(int(time.time()))
    return wrong
