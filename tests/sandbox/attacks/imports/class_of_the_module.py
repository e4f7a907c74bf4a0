"""Changes the class of its own module, so that each look at a function gives another one.
Ends as: fail, error, crash
"""

import sys
from types import ModuleType


class Changing(ModuleType):
    looks = 0

    def __getattribute__(self, name):
        if name.startswith("__"):
            return ModuleType.__getattribute__(self, name)
        Changing.looks += 1
        return (lambda *args: args) if Changing.looks % 2 else 5


for module in list(sys.modules.values()):
    if getattr(module, "__file__", None) == globals().get("__file__"):
        module.__class__ = Changing
