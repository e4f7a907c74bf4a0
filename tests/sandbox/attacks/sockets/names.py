"""Asks for the address of a host, by which a message can leave without a connection.
Ends as: error, crash
"""

import socket


def attack(X, wrong):
    return socket.getaddrinfo("the-hidden-rules.example.org", 80)
