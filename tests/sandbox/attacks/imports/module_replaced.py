"""Puts an object of its own in the place of its module.
Ends as: fail, error, crash
"""

import sys
from types import ModuleType


class Module(ModuleType):
    def __getattribute__(self, name):
        raise SystemExit(name)


sys.modules[__name__] = Module(__name__)
sys.modules["standardize"] = Module("standardize")
sys.modules["__main__"] = Module("__main__")
