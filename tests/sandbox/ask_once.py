"""Asks a small submission behind the walls and prints what was used and said: python ask_once.py ISOLATION"""

import json
import sys

from autograder.calling.values import Call
from autograder.sandbox.process import Sandbox, ready_walls
from autograder.sandbox.starters import starter
from autograder.sandbox.walls import SandboxUnavailable

SOURCE = b"""
import decimal, os
import numpy as np

def f():
    return os.getuid(), float(np.linalg.det(np.eye(3)) * float(decimal.Decimal(42)))
"""


def main(isolation: str) -> None:
    try:
        walls = ready_walls(isolation)
    except SandboxUnavailable as problem:
        print(json.dumps({"unavailable": str(problem)}))
        return
    processes = starter(walls)
    sandbox = Sandbox("submission", SOURCE, processes)
    answer = sandbox.ask(Call("f"))
    sandbox.close()
    processes.close()
    uid, value = answer.value
    said = {"isolation": walls.name, "server": walls.server is not None, "uid": uid, "value": value}
    print(json.dumps({**said, "options": [word for word in walls.command if word.startswith("--")]}))


if __name__ == "__main__":
    main(sys.argv[1])
