"""Opens raw and packet sockets, which see what others send.
Ends as: error, crash
"""

import socket


def attack(X, wrong):
    problems = []
    for arguments in ((socket.AF_INET, socket.SOCK_RAW, 1), (socket.AF_PACKET, socket.SOCK_RAW, 768)):
        try:
            with socket.socket(*arguments) as opened:
                opened.settimeout(0.1)
                opened.recv(100)
        except OSError as problem:
            problems.append(problem)
    if len(problems) == 2:
        raise problems[0]
    return wrong
