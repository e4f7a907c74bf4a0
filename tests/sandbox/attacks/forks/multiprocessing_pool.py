"""Computes in a pool of processes, with the semaphores that this needs.
Ends as: error, crash
"""

import multiprocessing


def attack(X, wrong):
    with multiprocessing.Pool(4) as pool:
        pool.map(abs, range(100))
    return wrong
