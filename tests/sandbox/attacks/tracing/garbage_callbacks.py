"""Ends the process from a callback of the garbage collector, at a time of its own.
Ends as: crash, fail, error
"""

import gc
import os

gc.callbacks.append(lambda phase, about: os._exit(0))
gc.set_threshold(1)
