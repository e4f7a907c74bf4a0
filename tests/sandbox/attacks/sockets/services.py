"""Talks to the machine's services through their sockets.
Ends as: error, crash
"""

import socket

PLACES = ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "\0/tmp/dbus", "/tmp/.X11-unix/X0")


def attack(X, wrong):
    problems = []
    for place in PLACES:
        try:
            with socket.socket(socket.AF_UNIX) as opened:
                opened.connect(place)
        except OSError as problem:
            problems.append(problem)
        else:
            return wrong
    raise problems[0]
