"""Prints how the variants split, and every silent difference and complaint."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

from tests.polluter import by_family, large_files, variants
from tests.polluter.judge import complaints
from tests.polluter.own_profiles import installed
from tests.polluter.silence import silent
from tests.polluter.variant import Variant, checked

COLUMNS = {"variants": 9, "same": 7, "set aside": 11, "refused": 9, "either": 8, "differs": 9, "warned": 8, "silent": 8}
"""Outcome -> the width of its column."""


def main() -> int:
    """The number of variants that are not as they must be."""
    told: list[str] = []
    everywhere = "--everywhere" in sys.argv
    print(f"{'family':26}" + "".join(f"{name:>{width}}" for name, width in COLUMNS.items()))
    total: Counter[str] = Counter()
    with (
        duckdb.connect(config={"threads": 2}) as con,
        tempfile.TemporaryDirectory() as place,
        installed(Path(place) / "profiles"),
    ):
        for family, given in by_family(variants(everywhere=everywhere)):
            counts, some = looked_at(con, given, Path(place))
            told += some
            total += counts
            print(line(family, counts))
        for make in large_files.files(everywhere=everywhere):
            made = make()
            told += [
                f"{make.name}: {one}"
                for one in large_files.complaints(made, large_files.checked(con, made, Path(place)))
            ]
    print(line("all", total))
    print(*told, sep="\n")
    return len(told)


def looked_at(con: duckdb.DuckDBPyConnection, given: list[Variant], folder: Path) -> tuple[Counter[str], list[str]]:
    """The split of a family, and everything that is not as it must be."""
    told = []
    counts = Counter(variant.outcome.removesuffix(" knowingly") for variant in given)
    counts.update(warned=sum(variant.is_warned for variant in given), variants=len(given))
    for variant in given:
        try:
            found = checked(con, variant, folder)
        except Exception as fault:  # told as well
            told.append(f"{variant.name}: {type(fault).__name__} {fault}")
            continue
        differs = silent(variant, found)
        counts["silent"] += bool(differs)
        told += [f"{variant.name}: {one}" for one in (*differs, *complaints(variant, found))]
    return counts, told


def line(family: str, counts: Counter[str]) -> str:
    return f"{family:26}" + "".join(f"{counts[name]:{width}}" for name, width in COLUMNS.items())


if __name__ == "__main__":
    raise SystemExit(min(main(), 1))
