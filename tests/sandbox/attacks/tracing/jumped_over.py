"""Jumps, with a trace function, past the lines of its caller that look at the answer.
Ends as: fail, error, crash
"""

import sys


def attack(X, wrong):
    caller = sys._getframe(1)

    def jump(frame, event, argument):
        if event == "line":
            try:
                frame.f_lineno = frame.f_lineno + 3
            except ValueError:
                return None
        return jump

    while caller:
        caller.f_trace = jump
        caller = caller.f_back
    sys.settrace(jump)
    return wrong
