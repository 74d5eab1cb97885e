"""Prints how the variants split, and every silent difference and complaint."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

from tests.polluter import by_family, variants
from tests.polluter.judge import checked, complaints, silent

OUTCOMES = ("same", "set aside", "refused", "differs knowingly")


def main() -> int:
    """The number of variants that are not as they must be."""
    told: list[str] = []
    print(
        f"{'family':26}{'variants':>9}{'same':>7}{'aside':>7}{'refused':>9}{'knowingly':>11}{'warned':>8}{'silent':>8}"
    )
    total: Counter[str] = Counter()
    with duckdb.connect(config={"threads": 2}) as con:
        for family, given in by_family(variants(everywhere="--everywhere" in sys.argv)):
            counts = Counter(variant.outcome for variant in given) + Counter(
                warned=sum(variant.is_warned for variant in given), all=len(given)
            )
            for variant in given:
                with tempfile.TemporaryDirectory() as folder:
                    found = checked(con, variant, Path(folder))
                    differs = silent(variant, found)
                    told += [f"{variant.name}: {one}" for one in (*differs, *complaints(variant, found))]
                counts["silent"] += bool(differs)
            total += counts
            print(line(family, counts))
    print(line("all", total))
    print(*told, sep="\n")
    return len(told)


def line(family: str, counts: Counter[str]) -> str:
    same, aside, refused, knowingly = (counts[outcome] for outcome in OUTCOMES)
    numbers = (counts["all"], same, aside, refused, knowingly, counts["warned"], counts["silent"])
    return f"{family:26}" + "".join(f"{number:10}" for number in numbers)


if __name__ == "__main__":
    raise SystemExit(min(main(), 1))
