"""Connects to this machine's own services and to hosts outside, with and without a connection.
Ends as: error, crash
"""

import socket

PLACES = [
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 22)),
    (socket.AF_INET6, socket.SOCK_STREAM, ("::1", 22)),
    (socket.AF_INET, socket.SOCK_STREAM, ("192.0.2.1", 80)),
    (socket.AF_INET, socket.SOCK_DGRAM, ("192.0.2.1", 53)),
]


def attack(X, wrong):
    problems = []
    for family, kind, place in PLACES:
        try:
            with socket.socket(family, kind) as opened:
                opened.settimeout(0.2)
                opened.connect(place)
                opened.send(b"the hidden rules are ...")
        except OSError as problem:
            problems.append(problem)
    if len(problems) == len(PLACES):
        raise problems[0]
    return wrong
