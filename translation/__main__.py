"""The commands of those who translate: `python -m translation catalogues`, or `book`, or `findings`."""

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Run one command. Returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m translation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("catalogues", help="bring all catalogues up to date with the English text")
    book = commands.add_parser("book", help="build the Chinese pages below the English ones")
    book.add_argument("folder", type=Path, nargs="?", default=Path("_build"), help="where these were built (_build)")
    findings = commands.add_parser("findings", help="tell where translations are not in step with the English text")
    findings.add_argument("catalogues", nargs="*", help="words of catalogues' paths, as dropout; without any, all")
    options = parser.parse_args()
    if options.command == "book":
        from translation.book import build

        build(options.folder)
        return 0
    if options.command == "catalogues":
        from translation.extract import update_all

        update_all()
        return 0
    from translation.in_step import report

    return report(options.catalogues)


if __name__ == "__main__":
    sys.exit(main())
