"""What a student's module shows without being run: where its functions stand, and what is written twice."""

import ast
from collections.abc import Mapping


def parsed(source: bytes) -> ast.Module:
    """A module's syntax tree; an empty one where it isn't Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # running it tells what is wrong
        return ast.Module([], [])


def definitions(tree: ast.Module) -> Mapping[str, tuple[int, ...]]:
    """The lines at which a module's top level defines each function and class."""
    found: dict[str, tuple[int, ...]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = (*found.get(node.name, ()), node.lineno)
    return found


def twice(name: str, found: Mapping[str, tuple[int, ...]]) -> str:
    """A sentence where a name is defined more than once, else nothing."""
    lines = found.get(name, ())
    if len(lines) < 2:
        return ""
    return (
        f"{name} is defined at lines {' and '.join(map(str, lines))}: the one at line {lines[-1]} counts. "
        "Delete the other, so that you mend the right one."
    )
