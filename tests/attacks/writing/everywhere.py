"""Writes a file into every folder that there is.
Ends as: error, crash
"""

import os


def attack(X, wrong):
    written, problem = [], None
    places = [folder for folder, _, _ in os.walk("/", onerror=None) if not folder.startswith(("/proc", "/sys"))]
    for folder in [".", *places, "/tmp", "/var/tmp", "/dev/shm", "/run", os.path.expanduser("~")]:
        try:
            with open(os.path.join(folder, "left-by-attack"), "w") as opened:
                opened.write("x")
            written.append(folder)
        except OSError as error:
            problem = error
    if not written:
        raise problem
    return wrong
