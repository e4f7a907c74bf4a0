"""Serves every later import itself.
Ends as: fail, error, crash
"""

import builtins
import sys


class Everything:
    def find_spec(self, name, path=None, target=None):
        raise SystemExit(f"{name} is served by the submission")


sys.meta_path.insert(0, Everything())
sys.path_hooks.clear()
sys.path.clear()
builtins.__import__ = lambda *args, **kwargs: sys
