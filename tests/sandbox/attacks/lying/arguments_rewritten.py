"""Overwrites its argument, so that the grader's expectation would come out of the same array.
Ends as: fail
"""


def attack(X, wrong):
    X[...] = 0
    X.resize((1, X.shape[1]), refcheck=False)
    return wrong
