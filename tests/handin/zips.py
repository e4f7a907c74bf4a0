"""What the tests of handing in share: zips of all kinds, and a folder to unpack them in."""

import io
import zipfile
from pathlib import Path

from autograder.handin.released_exercises import files_of, released_course
from autograder.handin.unpack import Unpacked, unpack
from autograder.judging.references import EXERCISES

COURSE = released_course(EXERCISES)
WANTED = files_of(COURSE["dropout"])
GOOD = {name: (EXERCISES / "dropout" / name).read_bytes() for name in WANTED}


def zip_of(files: dict[str, bytes], attributes: dict[str, int] | None = None) -> bytes:
    """A zip with these entries, in order; attributes: Unix modes of some."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (attributes or {}).get(name, 0) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(folder: Path, files: dict[str, bytes], **options) -> Unpacked:
    """Put files into a folder and unpack it, beside itself. Nothing may appear anywhere else."""
    inbox = folder / "inbox"
    for name, data in files.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    done = unpack([inbox], folder / "submitted", COURSE, **{"assignment": "dropout", **options})
    assert {p.name for p in folder.iterdir()} <= {"inbox", "submitted"}
    assert not list(folder.glob("submitted/**/.*"))
    return done


def refusals(done: Unpacked) -> dict[str, str]:
    return dict((*done.refused, *done.unidentified))
