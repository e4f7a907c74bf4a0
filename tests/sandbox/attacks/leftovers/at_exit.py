"""Waits with its work until the end: atexit, weakref.finalize and __del__, none of which returns.
Ends as: fail, error, crash
"""

import atexit
import time
import weakref


class Lasting:
    def __del__(self):
        while True:
            time.sleep(1)


def forever():
    while True:
        time.sleep(1)


lasting = Lasting()
weakref.finalize(lasting, forever)
atexit.register(forever)
