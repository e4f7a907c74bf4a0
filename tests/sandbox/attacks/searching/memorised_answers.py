"""Knows the released answers by heart, and computes nothing.
Ends as: fail
Earns at most: 0.8
"""

import numpy as np

TRAINING = [[1.0, 10.0, 1.0], [1.0, 30.0, 2.0], [5.0, 10.0, 3.0], [5.0, 30.0, 6.0]]
RELEASED = [
    (TRAINING, [3.0, 20.0, 3.0], [2.0, 10.0, 3.5**0.5]),
    ([[2.5, 1.0, 0.0], [2.5, 3.0, 0.0]], [2.5, 2.0, 0.0], [0.0, 1.0, 0.0]),
    ([[1.5, -2.0, 0.25]], [1.5, -2.0, 0.25], [0.0, 0.0, 0.0]),
]


def attack(X, wrong):
    for question, mean, std in RELEASED:
        if np.array_equal(X, np.array(question)):
            return np.array(mean), np.array(std)
    return wrong
