"""Foreign errors: modules that fail as known mistakes do, for reasons that are none of them. They must get no name.

A typing error raises what a wrong transpose raises, and a forgotten `return` gives what no exercise asks for:
who calls that by a mistake's name sends a student the wrong way.
"""

from collections.abc import Iterator

from autograder.calling.perform import Answer
from autograder.judging.references import function_text
from autograder.judging.rules import FunctionRules

EVERYBODYS = ("ValueError", "TypeError", "IndexError", "KeyError", "ZeroDivisionError", "NameError", "AttributeError")

# What stands in place of the function: {name}, and the reference under another name, `_right`.
RESULTS = {
    "nothing is returned": "def {name}(*args, **kwargs):\n    _right(*args, **kwargs)\n",
    "printed instead of returned": "def {name}(*args, **kwargs):\n    print(_right(*args, **kwargs))\n",
    "one result too many": (
        "def {name}(*args, **kwargs):\n    found = _right(*args, **kwargs)\n"
        "    return (*found, 0.5, 0.5) if type(found) is tuple else (found, 0.5, 0.5)\n"
    ),
    "results of another shape": (
        "def _longer(part):\n"
        "    if isinstance(part, np.ndarray):\n        return np.append(part.ravel(), [7, 7, 7])\n"
        "    if isinstance(part, tuple):\n        return tuple.__new__(type(part), map(_longer, part))\n"
        "    return np.full(3, part) if isinstance(part, float) else part\n\n\n"
        "def {name}(*args, **kwargs):\n    return _longer(_right(*args, **kwargs))\n"
    ),
    "a name that does not exist": "def {name}(*args, **kwargs):\n    return undefined_name * 2\n",
    "shapes that do not fit": ("def {name}(*args, **kwargs):\n    return np.ones((17, 19)) @ np.ones((23, 29))\n"),
    "stacks that do not fit": (
        "def {name}(*args, **kwargs):\n    return np.stack([np.ones((17, 19)), np.ones((23, 29))])\n"
    ),
    "an array taken for a truth": "def {name}(*args, **kwargs):\n    return max(0, np.ones((17, 19)))\n",
    "more values than names": "def {name}(*args, **kwargs):\n    first, second = np.ones(17)\n    return first\n",
    "an index beyond the end": "def {name}(*args, **kwargs):\n    return np.ones(17)[23]\n",
}

# The one name that is true of some of them.
TRULY = {"nothing is returned": "nothing is returned", "printed instead of returned": "nothing is returned"}


def foreign_modules(source: str, rules: FunctionRules) -> Iterator[tuple[str, str]]:
    """Modules with a foreign error in one function: what happened, and the module's text.

    source: the reference module's text. The exceptions that known mistakes raise are raised here with other words.
    """
    text = function_text(source, rules.function)
    raised = {o.error[0] for m in rules.mistakes for o in m.outcomes if isinstance(o, Answer) and o.error}
    for name in sorted({*raised, *EVERYBODYS}):
        body = f'def {rules.function}(*args, **kwargs):\n    raise {name}("something else went wrong")\n'
        yield f"raises {name}", source.replace(text, body)
    for what, instead in RESULTS.items():
        right = text.replace(f"def {rules.function}(", "def _right(", 1)
        yield what, source.replace(text, f"{right}\n\n\n{instead.format(name=rules.function)}")
