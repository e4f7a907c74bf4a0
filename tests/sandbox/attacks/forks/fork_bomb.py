"""Forks without end.
Ends as: error, crash
"""

import os

while True:
    os.fork()
