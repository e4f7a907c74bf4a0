"""Puts itself into the programs that the next submission will run: the course's, NumPy's and Python's.
Ends as: error, crash
"""

import os
import sys


def attack(X, wrong):
    problems = []
    files = [m.__file__ for m in list(sys.modules.values()) if isinstance(getattr(m, "__file__", None), str)]
    files = [path for path in files if os.path.exists(path)]
    for path in files:
        for change in (
            lambda path: open(path, "ab").close(),
            lambda path: os.chmod(path, 0o777),
            lambda path: os.utime(path, (0, 0)),
            lambda path: os.setxattr(path, "user.left-by-attack", b"1"),
            lambda path: os.rename(path, path + ".left-by-attack"),
            lambda path: os.link(path, path + ".left-by-attack"),
            os.unlink,
        ):
            try:
                change(path)
            except OSError as problem:
                problems.append(problem)
    if not files or len(problems) < 7 * len(files):
        return wrong
    raise problems[0]
