"""Types commands into the grader's terminal.
Ends as: error, crash, fail
"""

import fcntl
import os
import termios


def attack(X, wrong):
    problems = []
    for name in (0, 1, 2, "/dev/tty", "/dev/console", "/dev/tty0"):
        try:
            terminal = name if isinstance(name, int) else os.open(name, os.O_RDWR)
            for letter in b"touch left-by-attack\n":
                fcntl.ioctl(terminal, termios.TIOCSTI, bytes([letter]))
        except OSError as problem:
            problems.append(problem)
        else:
            return wrong
    raise problems[0]
