"""The references' update rules, and the surfaces that they walk on, as JavaScript: no rule is written twice.

pscript translates the functions as they stand in `solutions/` and `lab/plane.py`, once their annotations and docstrings
are off. The rules are elementwise, so a page calls them with numbers, once for each coordinate.
"""

import ast
import functools
import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from pscript import py2js

from lab.plane import PLANE, PlaneSurface
from solutions.optimization import adagrad, adam, momentum, nesterov, rmsprop, sgd


@dataclass(frozen=True)
class Rule:
    """An update rule: a function of a module in `solutions/`, and how its walks are drawn.

    color: with contrast 3 or more on a light page and on a dark one. dash: lengths of dashes and gaps in pixels, since
    a line is known by its dashes too.
    """

    module: ModuleType
    function: str
    color: str
    dash: tuple[float, ...] = ()

    @property
    def step(self) -> Callable:
        """The function."""
        return getattr(self.module, self.function)

    @property
    def state(self) -> Any:
        """The NamedTuple that the rule keeps between steps; None for a rule that keeps nothing."""
        kind = inspect.signature(self.step).parameters["state"].annotation
        return None if kind is tuple else kind

    @property
    def settings(self) -> dict[str, float]:
        """Its keyword arguments and their defaults."""
        return dict(self.step.__kwdefaults__)


# By the names that addresses and chapters use, in the lecture's order.
RULES = {
    "sgd": Rule(sgd, "sgd_step", "#808080"),
    "momentum": Rule(momentum, "momentum_step", "#1f7fbf"),
    "nesterov": Rule(nesterov, "nesterov_step", "#d55e00", (7, 3)),
    "adagrad": Rule(adagrad, "adagrad_step", "#009e73", (7, 3, 2, 3)),
    "rmsprop": Rule(rmsprop, "rmsprop_step", "#c0699b", (2, 3)),
    "adam_almost": Rule(adam, "adam_almost_step", "#a6761d", (12, 3, 2, 3)),
    "adam": Rule(adam, "adam_step", "#a6761d", (12, 3)),
}
# What a rule works with anyhow.
NOT_INSIDE = ("x", "t")


@functools.cache
def rules_module() -> str:
    """An ES module with `rules` and `surfaces`, by name.

    A rule: `step(x, dx, state, ...settings)` gives [x, state, inside]; `start()` the first state; `settings` their
    names and defaults; `inside` names what the step computed on its way; `look` its line. A surface: `loss(x, y)`,
    `gradient(x, y)`.
    """
    parts = ["// Made from solutions/ and lab/plane.py when the book is built.", "const np = Math;"]
    rules = [f"{json.dumps(name)}: {_rule(rule)}" for name, rule in RULES.items()]
    surfaces = [f"{json.dumps(name)}: {_surface(surface)}" for name, surface in PLANE.items()]
    for name, entries in (("rules", rules), ("surfaces", surfaces)):
        parts.append(f"export const {name} = {{\n" + ",\n".join(entries) + "\n};")
    return "\n".join(parts) + "\n"


def compiled(function: Callable, *, inside: tuple[str, ...] | None = None) -> str:
    """A Python function of numbers as the text of a JavaScript function.

    inside: names of its variables that it returns besides, as one more list. Keyword-only arguments follow the others.
    """
    tree = _tree(function)
    tree.args.args += tree.args.kwonlyargs
    tree.args.kwonlyargs, tree.args.kw_defaults, tree.args.defaults = [], [], []
    tree.returns = None
    for argument in tree.args.args:
        argument.annotation = None
    if ast.get_docstring(tree) is not None:
        del tree.body[0]
    if inside is not None:
        *_, last = tree.body
        assert isinstance(last, ast.Return)
        assert isinstance(last.value, ast.Tuple)
        last.value.elts.append(ast.List([ast.Name(name) for name in inside]))
    # pscript would ask at every + and * whether these are lists.
    tree.body.insert(0, ast.parse("PSCRIPT_OVERLOAD = False").body[0])
    script = py2js(ast.unparse(tree), inline_stdlib=False)
    return f"(() => {{ {script.strip()}\nreturn {tree.name}; }})()"


def computed(step: Callable) -> tuple[str, ...]:
    """The variables that a rule computes on its way to the next point, in their order."""
    names = [
        target.id
        for statement in ast.walk(_tree(step))
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
    return tuple(name for name in dict.fromkeys(names) if name not in NOT_INSIDE)


def _tree(function: Callable) -> ast.FunctionDef:
    (tree,) = ast.parse(inspect.getsource(function)).body
    assert isinstance(tree, ast.FunctionDef)
    return tree


def _rule(rule: Rule) -> str:
    kind, inside = rule.state, computed(rule.step)
    about = {"function": rule.function, "exercise": rule.module.__name__.rpartition(".")[2], "settings": rule.settings}
    about |= {
        "state": kind.__name__ if kind else None,
        "inside": inside,
        "look": {"color": rule.color, "dash": rule.dash},
    }
    script = f"const step = {compiled(rule.step, inside=inside)};\nconst about = {json.dumps(about)};"
    begins = "[]"
    if kind:
        fields = kind._field_defaults
        keeps = " ".join(f"this.{field} = {field};" for field in fields)
        script = f"function {kind.__name__}({', '.join(fields)}) {{ {keeps} }}\n{script}"
        begins = f"new {kind.__name__}({', '.join(map(repr, fields.values()))})"
    return f"(() => {{ {script}\nreturn {{ ...about, step, start: () => {begins} }}; }})()"


def _surface(surface: PlaneSurface) -> str:
    shown = {
        "lowest": surface.lowest,
        "range": [surface.x_range, surface.y_range],
        "levels": surface.levels,
        "start": surface.start,
        # For a walk in Python: the very function, by its name and source.
        "python": [surface.gradient.__name__, inspect.getsource(surface.gradient)],
    }
    return f"{{ ...{json.dumps(shown)}, loss: {compiled(surface.loss)}, gradient: {compiled(surface.gradient)} }}"
