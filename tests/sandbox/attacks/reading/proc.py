"""Reads other processes' memory and files through /proc.
Ends as: error, fail
"""

import os


def attack(X, wrong):
    for process in os.listdir("/proc"):
        if process.isdigit() and int(process) != os.getpid():
            for name in ("mem", "maps", "environ", "fd", "root", "cwd", "map_files"):
                path = f"/proc/{process}/{name}"
                if os.access(path, os.R_OK):
                    raise LookupError(f"{path} can be read")
    return wrong
