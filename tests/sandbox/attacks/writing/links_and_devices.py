"""Makes links, pipes and devices that lead outside.
Ends as: error, crash
"""

import os
import stat


def attack(X, wrong):
    problems = []
    for folder in ("/", "/tmp", "/dev", "/dev/shm", "/course", "."):
        for make in (
            lambda place: os.symlink("/etc/shadow", place),
            lambda place: os.mkfifo(place),
            lambda place: os.mknod(place, stat.S_IFCHR | 0o666, os.makedev(1, 1)),
            lambda place: os.mkdir(place),
        ):
            try:
                make(os.path.join(folder, "left-by-attack"))
            except OSError as problem:
                problems.append(problem)
            else:
                return wrong
    raise problems[0]
