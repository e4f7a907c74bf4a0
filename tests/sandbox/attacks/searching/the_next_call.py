"""Looks at the stack for the call that it stands in, to tell hidden cases from released ones.
Ends as: fail
"""

import inspect
import sys

WORDS = ("expect", "hidden", "rule", "mistake", "tolerance", "points", "seed")


def attack(X, wrong):
    for frame in inspect.stack():
        for name, value in {**frame.frame.f_locals, **frame.frame.f_globals}.items():
            if any(word in name.lower() for word in WORDS) and not name.startswith("_") and value is not WORDS:
                found = value() if callable(value) and name == "expected" else value
                if isinstance(found, tuple) and len(found) == 2:
                    return found
    return wrong if sys._getframe(1) else None
