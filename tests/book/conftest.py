"""The book, built once for all tests that read it."""

import subprocess

import pytest
from browser.visiting import CHROMIUM

from autograder.judging.references import ROOT


def make_book():
    done = subprocess.run(["make", "book"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.fixture(scope="session")
def once_in_browser(once, npm_packages):
    """`once`, for what needs a browser."""
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium")
    return once


@pytest.fixture(scope="session")
def book(once, npm_packages):
    """The built book's folder, up to date."""
    complaint = once(make_book)
    assert not complaint, complaint[-5000:]
    return ROOT / "_build" / "html"
