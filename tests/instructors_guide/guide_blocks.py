"""The blocks of a page that readers act on, and a shell that acts on them as a reader would."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(
    r"^```(?:\{code-block\} )?(?P<language>bash|python|text)\n(?P<options>(?::.*\n)*)(?P<text>(?:.*\n)*?)```$",
    re.MULTILINE,
)
AT_ITS_END = ", at its end"


@dataclass(frozen=True)
class Block:
    """One fenced block. kind: "run", "stays" or "by-hand" for commands; "file", "addition" or "printed"."""

    page: str
    line: int
    kind: str
    text: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.page}, line {self.line}"


def _kind(language: str, options: dict[str, str]) -> str:
    if language == "bash":
        return options.get("class", "run")
    if "caption" in options:
        return "addition" if options["caption"].endswith(AT_ITS_END) else "file"
    assert language == "text", "a block of a program has its file's name as the caption"
    return "printed"


def blocks(page: Path) -> Iterator[Block]:
    """A page's blocks in their order."""
    text = page.read_text(encoding="utf-8")
    found = list(FENCE.finditer(text))
    assert 2 * len(found) == text.count("```"), f"{page.name}: a block of a kind that nobody runs"
    for match in found:
        options = dict(re.findall(r"^:(\w+): (.*)$", match["options"], re.MULTILINE))
        file = options.get("caption", "").removesuffix(AT_ITS_END)
        line = text[: match.start()].count("\n") + 1
        yield Block(page.name, line, _kind(match["language"], options), match["text"], file)


@dataclass
class Shell:
    """Runs commands one block after the other: folder and environment are handed on, as in a terminal."""

    folder: Path
    environment: dict[str, str]

    def run(self, commands: str) -> subprocess.CompletedProcess:
        """Run some lines of bash up to the first that fails. stdout: all that a terminal would show."""
        handing_on, taking = os.pipe()
        script = f"set -e\n{commands}\npwd >&{taking}\nenv -0 >&{taking}\n"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            pass_fds=[taking],
        )
        os.close(taking)
        with open(handing_on, encoding="utf-8") as told:
            folder, _, variables = told.read().partition("\n")
        if done.returncode == 0:
            self.folder = Path(folder)
            self.environment = dict(v.split("=", 1) for v in variables.split("\0") if v)
        return done
