"""What a module asks for that grading has not: other packages, and somebody at the keyboard."""

import ast
import sys

# Graded modules find these alone.
AT_HAND = frozenset({"numpy", *sys.stdlib_module_names})


def stumbles(module: str, tree: ast.Module) -> tuple[str, ...]:
    """Sentences for what a module needs that grading has not. module: its file's name."""
    told = foreign_sentence(module, foreign_imports(tree)), input_sentence(module, tree)
    return tuple(sentence for sentence in told if sentence)


def foreign_imports(tree: ast.Module) -> tuple[str, ...]:
    """The packages imported anywhere in a module that are neither numpy nor Python's own."""
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= dict.fromkeys(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names[node.module.split(".")[0]] = None
    return tuple(name for name in names if name not in AT_HAND)


def foreign_sentence(module: str, foreign: tuple[str, ...]) -> str:
    """A sentence where a module imports packages that grading has not, else nothing. module: its file's name."""
    if not foreign:
        return ""
    return (
        f"{module} imports {' and '.join(foreign)}, but graded modules find numpy alone: "
        "do without it, or they get no points."
    )


def input_sentence(module: str, tree: ast.Module) -> str:
    """A sentence where a module calls Python's own input, else nothing. module: its file's name."""
    nodes = list(ast.walk(tree))
    own = any(
        (isinstance(node, ast.arg) and node.arg == "input")
        or (isinstance(node, ast.Name) and node.id == "input" and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.FunctionDef) and node.name == "input")
        for node in nodes
    )
    calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "input"]
    if own or not calls:
        return ""
    return f"{module} waits for input() in line {calls[0].lineno}, but in grading nobody answers: take it out."
