"""The course's commands with one of their waits cut short, for tests of what comes after it."""

import sys


def python_with(constant: str, seconds: float | tuple[float, ...]) -> list[str]:
    """The start of a command like `python -m autograder`, in which a constant, as "autograder.check.asking.SECONDS",
    has another value.
    """
    module, _, name = constant.rpartition(".")
    code = (
        f"import runpy, sys, {module} as changed; assert hasattr(changed, {name!r}); changed.{name} = {seconds}; "
        "sys.argv[0] = ''; runpy.run_module('autograder', run_name='__main__', alter_sys=True)"
    )
    return [sys.executable, "-c", code]
