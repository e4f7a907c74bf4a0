"""Doubles a list until nothing is left.
Where memory is slow to be given, the time is over first.
Ends as: memory, timeout
"""


def attack(X, wrong):
    numbers = [0]
    while True:
        numbers += numbers
