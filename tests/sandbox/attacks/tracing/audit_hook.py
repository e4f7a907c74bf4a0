"""Installs an audit hook, which can never be removed, and refuses everything from then on.
Ends as: error, crash
"""

import sys


def refuse(event, arguments):
    raise PermissionError(event)


def attack(X, wrong):
    sys.addaudithook(refuse)
    return open("/dev/null")
