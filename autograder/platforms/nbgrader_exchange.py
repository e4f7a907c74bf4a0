"""Collecting from nbgrader's exchange: a folder that all students write to, by nbgrader or with their own hands."""

import datetime
import os
import pwd
import stat
from pathlib import Path

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from autograder.grading.late_work.lateness import read_time
from autograder.grading.submissions import MAX_NOTEBOOK, NotRead, Submission, read_file

MAX_FILES = 1_000  # of one submission
NOBODY = ""


class NotCollected(ValueError):
    """Something in the exchange that is nobody's submission; the message says why."""


class CollectOwnWork(ExchangeCollect):
    """nbgrader's collect, for students who put into the exchange what nbgrader would not.

    A submission counts for who owns it on the disk: what bears another's name is left where it is, as is
    what bears none of nbgrader's names. Of the others the files are taken; no link and no folder is followed,
    since behind it may lie what the instructor alone can read. All that is left behind is told.
    """

    src_records: list[dict]

    def init_src(self) -> None:
        """Find what is to be collected."""
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] != NOBODY]

    def _path_to_record(self, path: str) -> dict:
        try:
            return self._record(Path(path))
        except NotCollected as why:
            self.log.warning("Not collected: %s %s", ascii(path), why)
            return {"username": NOBODY, "filename": NOBODY, "timestamp": datetime.datetime.min}

    def _record(self, path: Path) -> dict:
        try:
            about = path.lstat()
        except OSError as error:
            raise NotCollected(f"cannot be looked at: {error.strerror}.") from error
        if not stat.S_ISDIR(about.st_mode):
            raise NotCollected("is no folder.")
        try:
            read_time(path.name.rsplit("+", 3)[2])
            record = super()._path_to_record(str(path))
        except (ExchangeError, ValueError, IndexError) as error:
            raise NotCollected(f"has a name that nbgrader does not give ({error}).") from error
        owner = _name_of(about.st_uid)
        if self.check_owner and owner != record["username"]:
            raise NotCollected(
                f"was put there by {owner}, under another's name. Where all students are one user of the "
                "system, no name can be checked: then set c.ExchangeCollect.check_owner = False in nbgrader_config.py"
            )
        return record

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy a submission's files."""
        os.makedirs(dest)
        limit = min(MAX_NOTEBOOK, 1000 * self.coursedir.max_file_size)
        left = 1000 * self.coursedir.max_dir_size
        for name in self._wanted(Path(src)):
            try:
                content = read_file(Submission("", "", Path(src)), name, min(limit, left))
            except NotRead as why:
                self.log.warning("Left out of %s: %s", ascii(src), why)
                continue
            left -= len(content)
            (Path(dest) / name).write_bytes(content)
        if self.coursedir.groupshared:
            _share(Path(dest))

    def _wanted(self, folder: Path) -> list[str]:
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            self.log.warning("Nothing of %s could be read: %s", ascii(str(folder)), error.strerror)
            return []
        unwanted = set(ignore_patterns(self.coursedir.ignore, self.coursedir.include)(str(folder), names))
        wanted = [name for name in names if name not in unwanted]
        if len(wanted) > MAX_FILES:
            self.log.warning("Left out of %s: all but %d of its files", ascii(str(folder)), MAX_FILES)
        return wanted[:MAX_FILES]


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"the unknown user {uid}"


def _share(folder: Path) -> None:
    """Let the group of the instructors change it."""
    folder.chmod(0o2770)
    for path in folder.iterdir():
        path.chmod(0o660)
