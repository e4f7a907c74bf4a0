"""Doubles a list until nothing is left.
Ends as: memory, timeout
"""


def attack(X, wrong):
    numbers = [0]
    while True:
        numbers += numbers
