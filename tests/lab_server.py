"""A Jupyter server in the background, with settings of its own, for tests that use a browser."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SECONDS_TO_START = 60
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # All cells stay on the page, wherever it is scrolled to.
    "notebook-extension/tracker": {"windowingMode": "none"},
}


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def _settings(home: Path) -> dict[str, str]:
    """Write JupyterLab's settings below a folder. Returns the environment variables that lead there."""
    for name, text in SETTINGS.items():
        settings = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps(text))
    folders = {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    return folders | {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "IPYTHONDIR": str(home / "ipython")}


@contextmanager
def jupyterlab_in(folder: Path, home: Path, *options: str) -> Iterator[str]:
    """Run JupyterLab in a folder. Gives its address.

    home: what it keeps for itself lies here. options: of its command line, how one logs in for instance.
    """
    port = free_port()
    options = ("--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", *options)
    command = [sys.executable, "-m", "jupyterlab", *options, "--ServerApp.port_retries=0"]
    environment = os.environ | _settings(home)
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(address, server, (home / "log").read_text)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def wait_for(address: str, server: subprocess.Popen, log: Callable[[], str]) -> None:
    """Wait until a server answers, which may be after it has told its address. log: reads what it has said."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}api", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not answer:\n{log()[-3000:]}")
