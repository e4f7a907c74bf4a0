"""Runs the texts and functions of other submissions that it finds among all objects of the process.
Ends as: fail
"""

import gc


def programs():
    for thing in gc.get_objects():
        for inner in gc.get_referents(thing):
            if type(inner) in (bytes, str):
                text = inner.decode(errors="replace") if type(inner) is bytes else inner
                if "def fit_standardization(" in text and "return" in text and "def attack" not in text:
                    found = {}
                    exec(text[text.index("def fit_standardization(") :], found)
                    yield found["fit_standardization"]
            elif getattr(inner, "__name__", "") == "fit_standardization" and inner.__globals__ is not globals():
                yield inner


def attack(X, wrong):
    return next((program(X) for program in programs()), wrong)
