"""Starts threads without end.
Ends as: error, crash
"""

import threading
import time


def attack(X, wrong):
    while True:
        threading.Thread(target=time.sleep, args=(1_000,)).start()
