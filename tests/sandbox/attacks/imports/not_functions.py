"""Puts a class, a module and a number where the functions should be.
Ends as: fail, missing, error
"""

import sys

fit_standardization = type("Class", (tuple,), {"__new__": lambda cls, X: tuple.__new__(cls, [sys, cls])})
standardize = 42
