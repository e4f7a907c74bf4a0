"""Makes a file, a folder or a link in every folder that there is.
Where the machine has many folders, the time is over first.
Ends as: error, crash, timeout
"""

import os

MAKE = (
    lambda place: os.close(os.open(place, os.O_CREAT | os.O_WRONLY)),
    os.mkdir,
    lambda place: os.symlink("/etc/shadow", place),
    os.mkfifo,
)


def attack(X, wrong):
    problems, made = [], []
    places = [folder for folder, _, _ in os.walk("/") if not folder.startswith(("/proc", "/sys"))]
    for folder in [".", *places, "/tmp", "/var/tmp", "/dev/shm", "/run", os.path.expanduser("~")]:
        for number, make in enumerate(MAKE):
            try:
                make(os.path.join(folder, f"left-by-attack-{number}"))
                made.append(folder)
            except OSError as problem:
                problems.append(problem)
    if not made:
        raise problems[0]
    return wrong
