"""Replaces the modules that were imported already by empty ones.
Ends as: fail, error, crash
"""

import sys
from types import ModuleType

for name in list(sys.modules):
    if name.split(".")[0] in ("numpy", "json", "os", "struct", "autograder", "builtins", "traceback", "io"):
        sys.modules[name] = ModuleType(name)
