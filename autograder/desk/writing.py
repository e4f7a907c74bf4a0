"""Files that are either written whole or left as they were."""

import os
from pathlib import Path
from shlex import quote


class NotWritable(RuntimeError):
    """A file that could not be written; what was there before is still there. The message says what to do."""


def _write_protected(path: Path) -> bool:
    """Whether nobody may write to it. Its owner could still replace it, but has said that it should stay."""
    return path.exists() and not path.stat().st_mode & 0o222


def _refuse(path: Path) -> str | None:
    """Why a file should not be replaced; None where it may."""
    if path.is_dir():
        return "is a folder: name a file in it"
    if not path.parent.is_dir():
        return f"cannot be written: there is no folder {path.parent}"
    if _write_protected(path):
        return f"is write-protected: name another file, or lift the protection: chmod u+w {quote(str(path))}"
    if _write_protected(path.parent):
        return f"cannot be written: its folder {path.parent} is write-protected"
    # LibreOffice would not notice a new file, and would put its own old table over it when it saves.
    if path.with_name(f".~lock.{path.name}#").exists():
        return "is open in a spreadsheet: close it there, or name another file"
    return None


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, where they are not there. Raises `NotWritable`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(f"The folder {path} cannot be made: {error.strerror}.") from error


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file beside its place, and put it there when it is complete.

    encoding: "utf-8", or "utf-8-sig" for readers that want the byte-order mark. Line ends are
    written as they are. Raises `NotWritable`; the file that was there is then untouched.
    """
    write_bytes_whole(path, text.encode(encoding))


def write_bytes_whole(path: Path, content: bytes) -> None:
    """Write a file of bytes as `write_whole` writes one of text. Raises `NotWritable`."""
    if why := _refuse(path):
        raise NotWritable(f"{path} {why}. Nothing was changed.")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(content)
        # On Windows this fails while another program holds the file open.
        os.replace(unfinished, path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        text = f"{path} could not be written ({error.strerror}). Is it open in another program? Close it there"
        raise NotWritable(f"{text}, and try again. Nothing was changed.") from error
