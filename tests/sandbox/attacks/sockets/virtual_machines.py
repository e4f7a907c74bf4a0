"""Uses kinds of sockets that network namespaces do not keep apart.
Ends as: error, crash
"""

import socket

AF_ALG, AF_VSOCK, HOST = 38, 40, 2


def attack(X, wrong):
    try:
        with socket.socket(AF_VSOCK, socket.SOCK_STREAM) as opened:
            opened.settimeout(0.2)
            opened.connect((HOST, 1_024))
    except OSError:
        with socket.socket(AF_ALG, socket.SOCK_SEQPACKET) as opened:
            opened.bind(("hash", "sha256"))
    return wrong
