"""Gradescope's export of an assignment: a folder for every submission, and beside them whose each is.

`assignment_123_export/submission_456/...`, and `assignment_123_export/submission_metadata.yml`: by the folder's name
its `:submitters:`, each with `:name:`, `:sid:` (the student's number, as in the course's roster) and `:email:`, and
`:created_at:` in UTC. Of a group, all members are named. What students wrote is in the folders and in `:results:`.
"""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from autograder.handin.archive import Refused
from autograder.handin.chosen import forgotten
from autograder.handin.downloads import GRADESCOPE, Delivery, Sender

METADATA = "submission_metadata.yml"
MAX_BYTES = 200_000_000  # it holds every result of the class
_TIME = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)[ T](?P<clock>\d\d:\d\d:\d\d)(?:\.\d+)? ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Submitted:
    """Whose one folder is, and when it was handed in, in UTC; None where that is not told."""

    senders: tuple[Sender, ...]
    at: datetime.datetime | None


def _plain(content: bytes) -> Any:
    """YAML as mappings, lists and texts, whatever Ruby stored. No text is taken for a number: 0101 is nobody's 65.

    Raises ValueError.
    """
    import yaml

    try:
        return yaml.load(content, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ValueError(f"line {mark.line + 1} is no YAML" if mark else "it is no YAML") from error


def root_of(names: Collection[PurePath]) -> PurePath | None:
    """The folder of an export by the paths of files; None where they are no export: there all lie below that folder."""
    found = [name.parent for name in names if name.name == METADATA and len(name.parts) <= 2]
    if len(found) != 1:
        return None
    others = [name for name in names if not name.is_relative_to(found[0])]
    return None if any(not forgotten(name.as_posix()) for name in others) else found[0]


def _time(told: Any) -> datetime.datetime | None:
    if isinstance(told, dict):  # ActiveSupport::TimeWithZone
        told = told.get("utc")
    match = _TIME.fullmatch(told) if isinstance(told, str) else None
    if not match:
        return None
    zone = {None: "+00:00", "Z": "+00:00", "UTC": "+00:00"}.get(match["zone"], match["zone"])
    try:
        return datetime.datetime.fromisoformat(f"{match['day']}T{match['clock']}{zone}").astimezone(datetime.UTC)
    except ValueError:
        return None


def _sender(data: Any) -> Sender:
    name, sid, email = (data.get(f":{field}") or "" for field in ("name", "sid", "email"))
    return Sender(GRADESCOPE, name.strip(), sid.strip() or email.strip())


def read_submitted(content: bytes) -> dict[str, Submitted]:
    """Who handed in what, by the names of the folders. Raises `Refused`."""
    try:
        data = _plain(content)
        return {
            name: Submitted(tuple(map(_sender, about.get(":submitters") or ())), _time(about.get(":created_at")))
            for name, about in data.items()
        }
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        why = str(error).partition("\n")[0]
        raise Refused(f"it does not tell who handed in what ({why}). Export the submissions anew") from error


def deliveries(path: PurePath, submitted: dict[str, Submitted]) -> tuple[Delivery, ...]:
    """Whose a file is, by its path in the export: a delivery for everybody who handed it in. Raises `Refused`."""
    folder, *inside = path.parts
    if folder not in submitted:
        raise Refused(f"{METADATA} does not tell whose it is. Export the submissions anew")
    about = submitted[folder]
    if not about.senders or not all(sender.name or sender.id for sender in about.senders):
        raise Refused(f"{METADATA} names nobody for it. Find out whose it is, and unpack it as <student>.zip")
    return tuple(Delivery(sender, "/".join(inside), at=about.at) for sender in about.senders)
