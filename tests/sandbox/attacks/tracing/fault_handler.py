"""Sets a watchdog that ends the process later.
Ends as: error, crash, fail
"""

import faulthandler


def attack(X, wrong):
    faulthandler.dump_traceback_later(0.05, repeat=True, exit=True)
    return wrong
