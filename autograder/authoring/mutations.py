"""Generic mutations of a reference: what a slip of the finger would make of it.

Every operator, number, comparison and statement of a function is changed in turn. A
mutant that the checks accept either computes the same, or shows a hole in the checks.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

OPERATORS: dict[type[ast.operator], list[type[ast.operator]]] = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div],
    ast.Div: [ast.Mult],
    ast.FloorDiv: [ast.Div],
    ast.Pow: [ast.Mult],
    ast.Mod: [ast.FloorDiv],
    ast.MatMult: [],
}
COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
}
PLAIN_STATEMENTS = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.If, ast.For, ast.Raise)


@dataclass(frozen=True)
class Mutation:
    """change: the statement before and after, "a  ->  b"; source: the whole module's text with the change."""

    change: str
    source: str


Edit = Callable[[ast.AST], None]


def _set(**attributes: object) -> Edit:
    def edit(node: ast.AST) -> None:
        for name, value in attributes.items():
            setattr(node, name, value)

    return edit


def _number_edits(value: object) -> list[Edit]:
    if isinstance(value, bool):
        return [_set(value=not value)]
    if isinstance(value, int):
        return [_set(value=value + 1), _set(value=value - 1)]
    if isinstance(value, float):
        return [_set(value=value * 2), _set(value=0.0)] if value else [_set(value=1.0)]
    return []


def _draws_a_float(node: ast.AST) -> bool:
    """Whether a node is `rng.random(...)`, which equals a given number with a chance of 2**-53."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "random"


def _edits(node: ast.AST) -> list[Edit]:
    """The ways to change one node in place."""
    match node:
        case ast.BinOp() | ast.AugAssign():
            return [_set(op=other()) for other in OPERATORS.get(type(node.op), [])]
        case ast.UnaryOp(op=ast.USub()):
            return [_set(op=ast.UAdd())]
        case ast.UnaryOp(op=ast.Not()):
            return [_set(op=ast.UAdd())]
        case ast.Compare():
            return [
                _set(ops=[*node.ops[:i], other(), *node.ops[i + 1 :]])
                for i, op in enumerate(node.ops)
                for other in COMPARISONS.get(type(op), [])
                if not (_draws_a_float(node.left) and other in (ast.LtE, ast.GtE))
            ]
        case ast.BoolOp():
            return [_set(op=ast.Or() if isinstance(node.op, ast.And) else ast.And())]
        case ast.Constant():
            return _number_edits(node.value)
        case ast.IfExp():
            return [_set(test=ast.Constant(True)), _set(test=ast.Constant(False))]
    return []


def _droppable(body: list[ast.stmt]) -> Iterator[int]:
    for i, statement in enumerate(body):
        docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if isinstance(statement, PLAIN_STATEMENTS) and not docstring:
            yield i


def _mutants(function: ast.FunctionDef) -> Iterator[ast.FunctionDef]:
    """Every mutant of a function."""
    nodes = list(ast.walk(function))
    skipped = {id(n) for part in _not_code(function) for n in ast.walk(part)}
    for number, node in enumerate(nodes):
        if id(node) in skipped:
            continue
        for edit in _edits(node):
            mutant = copy.deepcopy(function)
            edit(list(ast.walk(mutant))[number])
            yield mutant
        body = getattr(node, "body", [])
        for i in _droppable(body) if isinstance(body, list) else []:
            mutant = copy.deepcopy(function)
            changed: Any = list(ast.walk(mutant))[number]
            changed.body[i] = ast.Pass()
            yield mutant


def _not_code(function: ast.FunctionDef) -> list[ast.AST]:
    """Annotations, and the texts of messages: changing them changes no result."""
    annotations = [a.annotation for a in ast.walk(function) if isinstance(a, ast.arg) and a.annotation]
    messages = [n.exc for n in ast.walk(function) if isinstance(n, ast.Raise) and n.exc]
    return [*annotations, *messages, *([function.returns] if function.returns else [])]


def _change(before: ast.FunctionDef, after: ast.FunctionDef) -> str:
    """The first line that differs, before and after."""
    old, new = (ast.unparse(ast.fix_missing_locations(f)).splitlines() for f in (before, after))
    differing = [i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b]
    i = differing[0] if differing else min(len(old), len(new)) - 1
    if len(new) != len(old) or new[i].strip() == "pass":
        return f"{old[i].strip()}  ->  (dropped)"
    return f"{old[i].strip()}  ->  {new[i].strip()}"


def mutations(source: str, name: str) -> list[Mutation]:
    """All mutants of one function of a module.

    source: the module's text. name: of a function at its top level.
    """
    tree = ast.parse(source)
    place, function = next((i, n) for i, n in enumerate(tree.body) if isinstance(n, ast.FunctionDef) and n.name == name)
    found: dict[str, Mutation] = {}
    for mutant in _mutants(function):
        changed = copy.copy(tree)
        changed.body = [*tree.body[:place], mutant, *tree.body[place + 1 :]]
        text = ast.unparse(ast.fix_missing_locations(changed))
        found.setdefault(text, Mutation(_change(function, mutant), text))
    found.pop(ast.unparse(tree), None)
    return list(found.values())
