"""Puts translations into the students' package, of hidden rules none: their sentences stay with those who grade."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Hatchling calls this before and after it builds a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the catalogues into a folder of its own, and have them packed from there."""
        sys.path.insert(0, self.root)
        from autograder.message_catalogues import public_part, texts_in

        self.folder = tempfile.TemporaryDirectory()
        root, there = Path(self.root), Path(self.folder.name)
        for source in sorted((root / "autograder" / "locale").rglob("*.po")):
            released = root / "exercises" / source.parent.name / f"{source.stem}.json"
            known = set(texts_in(json.loads(released.read_bytes()))) if released.is_file() else None
            target = there / source.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(public_part(source.read_text(encoding="utf-8"), known), encoding="utf-8")
            build_data["force_include"][str(target)] = source.relative_to(root).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        self.folder.cleanup()
