"""What all commands share: exit codes, and how they speak and write."""

import argparse
import gc
import json
import sys
from importlib import import_module
from pathlib import Path

from autograder.language import said

PASS, FAIL, UNUSABLE, NO_SANDBOX, INTERRUPTED = 0, 1, 2, 3, 130

# What the rooms add their commands to.
Commands = argparse._SubParsersAction


def unusable(message: object) -> int:
    """Say on stderr why a command can't be done as it was asked for. Returns the exit code 2."""
    return failing(message, UNUSABLE)


def failing(message: object, exit_code: int) -> int:
    """Say on stderr why a command failed. Returns the exit code."""
    print(f"autograder: {said(str(message))}", file=sys.stderr)
    return exit_code


def tell(*lines: str) -> None:
    """Print lines in the reader's language; file names in them also where the terminal's encoding lacks a character."""
    encoding = sys.stdout.encoding or "utf-8"
    print("\n".join(map(said, lines)).encode(encoding, errors="replace").decode(encoding))


def add_json(command: argparse.ArgumentParser) -> None:
    """Give a command the option `--json FILE`."""
    command.add_argument("--json", type=Path, metavar="FILE", help="also write the results as JSON")


def write_json(path: Path | None, rows: list[dict]) -> None:
    """Write what `--json` asks for; ends the command with exit code 2 where that cannot be written."""
    if path:
        try:
            path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            sys.exit(unusable(f"{path} cannot be written ({error.strerror}). Name a file in a folder that exists."))


def import_first(module: str) -> None:
    """Import a module, with all that it needs, without a search for garbage.

    Modules live as long as the process, and still every collection would walk through all that were imported so far: a
    tenth of the time. Frozen, they are passed over by later collections too, and the processes that are forked from
    this one go on sharing their memory.
    """
    if module in sys.modules:
        return
    collecting = gc.isenabled()
    gc.disable()
    try:
        import_module(module)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
