"""The authors' commands: release, prove."""

import argparse
from pathlib import Path

from autograder.command_line import FAIL, PASS, Commands, add_json, unusable, write_json


def add(commands: Commands) -> None:
    """Add `release` and `prove` to the commands."""
    releasing = commands.add_parser("release", help="write exercises/ from solutions/")
    releasing.add_argument("--check", action="store_true", help="change nothing; exit 1 where a file is stale")
    releasing.set_defaults(run=release)

    proving = commands.add_parser("prove", help="try the checks on the reference, the stub and every known mistake")
    proving.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")
    proving.add_argument("--seed", type=int, default=0, metavar="N", help="of the hidden cases (default: 0)")
    proving.add_argument(
        "--in-page", action="store_true", help="try them in the Python that the book's pages load (ten minutes)"
    )
    add_json(proving)
    proving.set_defaults(run=prove)


def release(options: argparse.Namespace) -> int:
    """Write exercises/, or tell whether it is stale."""
    from autograder.authoring import release as releasing

    try:
        files = releasing.stale() if options.check else releasing.release()
    except releasing.NotReleasable as error:
        return unusable(error)
    for path in files:
        print(f"{'stale' if options.check else 'wrote'}: exercises/{path}")
    if options.check and files:
        print("Write them anew with: python -m autograder release")
        return FAIL
    if not files:
        print("exercises/ is up to date")
    return PASS


def prove(options: argparse.Namespace) -> int:
    """Prove the checks."""
    from dataclasses import asdict

    from autograder.authoring.proofs_table import proofs_table
    from autograder.authoring.prove import prove as prove_all
    from autograder.judging.references import assignments
    from autograder.tables import show

    unknown = set(options.assignments) - set(assignments())
    if unknown:
        return unusable(f"there is no assignment {sorted(unknown)[0]!r}. There are: {', '.join(assignments())}.")
    if options.in_page:
        return prove_in_page(options.assignments or assignments(), options.json)
    proofs = list(prove_all(options.assignments or assignments(), options.seed))
    show(proofs_table(proofs))
    gaps = [(proof, gap) for proof in proofs for gap in proof.gaps]
    for proof, gap in gaps:
        print(f"{proof.function}: {gap}")
    write_json(options.json, [asdict(proof) for proof in proofs])
    return FAIL if gaps else PASS


def prove_in_page(assignments: list[str], json: Path | None) -> int:
    """Prove the checks in the Python that the book's pages load."""
    from dataclasses import asdict

    from autograder.authoring import prove_in_page as proving

    told, table = [], []
    for assignment in assignments:
        try:
            own = list(proving.tell([*proving.right_modules(assignment), *proving.wrong_modules(assignment)]))
        except proving.NoPython as error:
            return unusable(f"the Python of the book's pages cannot be asked: {error}")
        sums = proving.sums(assignment, own)
        print(
            f"{assignment}: {sums.passed} of {sums.right} right modules pass; of {sums.mistakes} mistakes "
            f"{sums.caught} are caught, {sums.named} named rightly",
            flush=True,
        )
        told += own
        table.append(asdict(sums))
    for line in proving.differences(told):
        print(f"differs: {line}")
    found = proving.gaps(told)
    for gap in found:
        print(f"gap: {gap}")
    write_json(json, table)
    return FAIL if found else PASS
