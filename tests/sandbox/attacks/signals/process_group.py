"""Kills its process group, the grader among it where the group was kept.
Ends as: error, crash, fail
"""

import os
import signal


def attack(X, wrong):
    os.killpg(os.getpgrp(), signal.SIGKILL)
    return wrong
