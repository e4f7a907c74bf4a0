"""Ends the process with exit code 0 before any function is called.
Ends as: crash
"""

import os

os._exit(0)
