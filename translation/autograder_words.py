"""What the autograder says, as messages: the sentences in its modules, and each exercise's rules, names and hints.

A sentence stands where it is made, without a mark. One with values in it is an f-string, whose values become
placeholders by their names: `f"{name} has shape {got.shape}"` is the message "{name} has shape {shape}".
"""

import ast
import itertools
import re
from collections.abc import Iterator

import numpy as np

from autograder.judging.references import assignments, declared, exercises_of
from translation.catalogues import AUTOGRADER, ROOT, Text, catalogue_path, keep_only, update

# What speaks to students and instructors. Checks are read as data, below; authoring speaks to who writes the course.
ROOMS = ("calling", "judging", "sandbox", "check", "handin", "grading", "desk", "platforms")
# What nobody reads: how mistakes are told apart, words that are looked for in other systems' files.
NO_TEXT = ("judging/seen.py", "moodle_headers.py")
IN_TEMPLATES = re.compile(r'"([^"]+)"(?:\|format\(.*?\)+)?\|said')
SENTENCE = re.compile(r"[A-Za-z}][a-z]*[a-z,:}] [A-Za-z{(]")
NO_SENTENCE = re.compile(
    r"[<>\\]|;\w|[A-Za-z]:\w|^[\w-]+/[\w-]+$|^[%#]|viewBox|^M ?h|"
    r"^(CREATE|INSERT|SELECT|import|from autograder)\b|^(\w{1,3} ){6}"
)
WORDS = {"said", "labelled", "own_words"}  # whose words are messages, however short
SHORT = ("passes", "of", "points", "got", "expected")
# Words that stand as values in sentences.
SHORT += ("a bool", "a float", "a list", "a dict", "a text", "units", "samples")
SHORT += ("rows of h", "columns of h", "layers of h")
SHORT += ("{count} others", "count 0")
SHORT += ("row", "column", "first possible", "last possible", "always", "never", "survived", "least", "most")
# argparse's own words, which stand in Python.
SHORT += (
    "options",
    "positional arguments",
    "show this help message and exit",
    "argument {name}: {problem}",
    "the following arguments are required: {names}",
    "one of the arguments {names} is required",
    "unrecognized arguments: {arguments}",
    "expected one argument",
    "expected at least one argument",
    "expected {count} arguments",
    "invalid choice: {value} (choose from {choices})",
    "invalid {kind} value: {value}",
    "not allowed with argument {name}",
    "ambiguous option: {option} could match {options}",
    "ignored explicit argument {value}",
)
# Verdicts, words in pictures, and headings of tables.
SHORT += ("fail", "error", "missing", "timeout", "memory", "crash")
SHORT += ("start", "yours", "index", "equal")
SHORT += ("beyond", "student", "exercise", "function", "solved", "due", "extension", "handed in", "of")
FEWEST_LETTERS = 5  # of its own words that a message has between values, else it would be found in anybody's sentence
BETWEEN_VALUES = re.compile(r"\{\w+\}.*\{\w+\}")
MOST_FORMS = 8  # of a sentence with alternatives, as "s" or nothing behind a number


def all_texts() -> dict[str, list[Text]]:
    """The messages of every catalogue of the autograder, by its name."""
    texts = {"autograder": _of_modules()}
    for assignment in assignments():
        for exercise in exercises_of(assignment):
            texts[f"{assignment}/{exercise}"] = _of_exercise(assignment, exercise)
    return texts


def update_catalogues() -> None:
    """Bring the autograder's catalogues up to date; those of exercises that are gone go too."""
    texts = all_texts()
    for name, messages in texts.items():
        update(catalogue_path(AUTOGRADER, name), messages)
    keep_only(AUTOGRADER, texts)


def _of_exercise(assignment: str, exercise: str) -> list[Text]:
    """The rules of an exercise's functions, hidden ones included, and the names and hints of their mistakes."""
    texts = []
    for function in declared(assignment, exercise).functions:
        rules = [*function.rules, *function.hidden(np.random.default_rng(0))]
        words = [rule.rule for rule in rules]
        words += [text for mistake in function.mistakes for text in (mistake.name, mistake.hint)]
        texts += [Text(word, function.name) for word in dict.fromkeys(words)]
    return list({text.english: text for text in texts}.values())


def _of_modules() -> list[Text]:
    found: dict[str, str] = dict.fromkeys(SHORT, "")
    root = ROOT / "autograder"
    for path in [*sorted(root.glob("*.py")), *(path for room in ROOMS for path in sorted((root / room).rglob("*.py")))]:
        place = path.relative_to(root).as_posix()
        for message in sentences(path.read_text(encoding="utf-8")) if place not in NO_TEXT else ():
            found.setdefault(message, place)
    for path in sorted(root.glob("desk/templates/*.html")):
        for words in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            numbers = itertools.count()
            message = re.sub("%s", lambda _, n=numbers: f"{{value{next(n) + 1}}}", words)
            found.setdefault(message, path.relative_to(root).as_posix())
    return [Text(message, place) for message, place in found.items()]


def sentences(source: str) -> Iterator[str]:
    """The messages of a module's text, in their order."""
    tree = ast.parse(source)
    passed_over = _docstrings(tree) | _inside_f_strings(tree) | _keys(tree)
    short = {id(a) for call in ast.walk(tree) if _is_call_of(call, WORDS) for a in call.args}
    for node in ast.walk(tree):
        if id(node) in passed_over or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        for message in _forms(node):
            own_words = re.sub(r"\{\w+\}", "", message)
            if NO_SENTENCE.search(own_words) or not re.search(r"[a-z]{2}", own_words):
                continue
            if BETWEEN_VALUES.fullmatch(message) and len(re.findall("[A-Za-z]", own_words)) < FEWEST_LETTERS:
                continue
            if SENTENCE.search(message) or id(node) in short:
                yield message.strip()


def _is_call_of(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _docstrings(tree: ast.Module) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _keys(tree: ast.Module) -> set[int]:
    """What is no text for people: a difference's kind, by which mistakes are told apart, and the keys of a dict."""
    kinds = {id(call.args[0]) for call in ast.walk(tree) if _is_call_of(call, {"Broken", "Difference", "Malformed"})}
    return kinds | {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}


def _inside_f_strings(tree: ast.Module) -> set[int]:
    """The pieces of f-strings, which are no messages by themselves; what is inside of their values may be."""
    return {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values} | {
        id(node.format_spec) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue) and node.format_spec
    }


def _forms(node: ast.JoinedStr | ast.Constant) -> list[str]:
    """A string as messages: one for each of the forms that its alternatives give it."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    names: dict[str, int] = {}
    choices = [_choices(part, names) for part in node.values]
    return ["".join(form) for form in itertools.islice(itertools.product(*choices), MOST_FORMS)]


def _choices(part: ast.expr, names: dict[str, int]) -> list[str]:
    if isinstance(part, ast.Constant):
        return [str(part.value)]
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.IfExp) and all(isinstance(v, ast.Constant) for v in (value.body, value.orelse)):
        return [str(value.body.value), str(value.orelse.value)]
    name = _name(value)
    names[name] = names.get(name, 0) + 1
    return [f"{{{name}{names[name] if names[name] > 1 else ''}}}"]


def _name(value: ast.expr) -> str:
    """What a value is called: the last name in it, as "shape" of `got.shape`, "kind_of" of `kind_of(value)`."""
    match value:
        case ast.Name(name):
            return name
        case ast.Attribute(_, name):
            return name
        case ast.Call(ast.Name(name)) if name not in ("len", "str"):
            return name
        case ast.Call(ast.Attribute(_, "join")):
            return "list"
    return "value"
