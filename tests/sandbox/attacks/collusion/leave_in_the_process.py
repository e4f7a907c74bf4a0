"""Leaves a right solution in everything that a process hands on to the next one that runs in it.
Ends as: fail, error
"""

import builtins
import gc
import os
import sys

import numpy as np

GIFT = "def gift(X):\n    return X.mean(axis=0), X.std(axis=0)\n"

for place in (builtins, sys, os, np, np.random, gc, *sys.modules.values()):
    try:
        place.left_by_attack = GIFT
    except (AttributeError, TypeError):
        continue
os.environ["LEFT_BY_ATTACK"] = GIFT
sys.argv.append(GIFT)
sys.path.append(GIFT)
