"""Stands at the end of every attack: the wrong solution that the attack is to lift to more than no points."""


def fit_standardization(X):
    wrong = X.mean(axis=0) + 1, X.std(axis=0) + 2
    return attack(X, wrong) if "attack" in globals() else wrong  # noqa: F821


def standardize(X, mean, std):
    return X + 1
