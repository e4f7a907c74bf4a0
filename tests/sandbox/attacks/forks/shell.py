"""Runs a shell, Python, and whatever else may lie about.
Ends as: error, crash
"""

import subprocess
import sys


def attack(X, wrong):
    problems = []
    for program in ("/bin/sh", "/usr/bin/env", "/bin/busybox", sys.executable):
        try:
            subprocess.run([program, "--version"], check=False)
        except OSError as problem:
            problems.append(problem)
        else:
            return wrong
    raise problems[0]
