"""An explorer's modules in node, without a page."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from browser.visiting import NODE

from autograder.judging.references import ROOT

sys.path.insert(0, str(ROOT / "book" / "_extensions"))
from explorers import write_sources


def answer_of_node(folder: Path, script: str, asked: object) -> Any:
    """What a script beside the explorer's modules writes. folder: an empty one. asked: what it reads, as JSON."""
    write_sources(folder)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "script.js").write_text(script)
    command = [Path(NODE) / "bin" / "node", folder / "script.js"]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
