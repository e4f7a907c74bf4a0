"""Raises thousands of warnings, each with another text, which Python remembers.
Ends as: fail, error, timeout
"""

import sys
import warnings


def attack(X, wrong):
    warnings.simplefilter("always")
    for i in range(2_000):
        warnings.warn(f"{i} " * 100, RuntimeWarning, stacklevel=1)
        sys.__stderr__ and sys.__stderr__.write("x" * 1_000)
    return wrong
