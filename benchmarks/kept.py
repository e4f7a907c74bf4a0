"""What the benchmark measured when it was last kept, beside the code: `make bench` compares each run with it.

Nothing is asserted on it: another machine has other seconds. The ratio to stock nbgrader should stay.
"""

import datetime
import json
import os
from pathlib import Path

KEPT = Path(__file__).with_name("grading.json")


def processor() -> str:
    """The processor's name and how many of its cores may be used."""
    described = Path("/proc/cpuinfo").read_text().splitlines()
    name = next((line.partition(":")[2].strip() for line in described if line.startswith("model name")), "not told")
    return f"{name}, {len(os.sched_getaffinity(0))} cores"


def keep(sizes: dict, numbers: dict[str, float], path: Path = KEPT) -> None:
    """Write a run anew. sizes: of what was measured; numbers: what came out, by their names with units."""
    about = {"date": datetime.date.today().isoformat(), "processor": processor(), "sizes": sizes}
    rounded = {name: round(number, 2) for name, number in numbers.items()}
    path.write_text(json.dumps({**about, "numbers": rounded}, indent=2) + "\n", encoding="utf-8")


def differences(sizes: dict, numbers: dict[str, float], path: Path = KEPT) -> list[str]:
    """A heading and a line for each number: kept, now, and by how much it differs."""
    if not path.is_file():
        return [f"nothing is kept in {path.name} yet: --keep writes this run there"]
    kept = json.loads(path.read_text(encoding="utf-8"))
    lines = [f"compared with {kept['date']} on {kept['processor']} (here: {processor()}):"]
    if kept["sizes"] != sizes:
        lines.append(f"  of other sizes then, so that only the order of magnitude compares: {kept['sizes']}")
    for name, now in numbers.items():
        before = kept["numbers"].get(name)
        change = f"{before:7.2f} -> {now:7.2f}  {now / before - 1:+5.0%}" if before else f"{now:7.2f}, not kept yet"
        lines.append(f"  {name:70} {change}")
    return lines
