"""Talks to the kernel: lists the network's devices and the machine's events.
Ends as: error, crash, fail
"""

import socket


def attack(X, wrong):
    for protocol in (socket.NETLINK_ROUTE, 15):
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol) as opened:
            opened.bind((0, 1))
    return wrong
