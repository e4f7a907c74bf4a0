"""Replaces the part of the course that writes values down, by one that writes what it likes.
Ends as: fail, error, crash
"""

import sys

for name, module in list(sys.modules.items()):
    if name.startswith("autograder") and hasattr(module, "encode"):
        module.encode = lambda *args, **kwargs: {"tuple": [{"expected": 0}, {"expected": 1}]}
