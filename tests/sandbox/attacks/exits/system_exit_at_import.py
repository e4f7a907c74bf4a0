"""Leaves by SystemExit(0) at its import: the tests ran, and none failed.
Ends as: error
"""

raise SystemExit(0)
