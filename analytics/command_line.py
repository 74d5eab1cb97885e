"""The commands of `python -m analytics`: what they print, and their exit codes (README)."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import simplejson

from analytics.engine import open_snapshot
from analytics.errors import UserFacingError
from analytics.filters import DIMENSIONS, EVERYTHING, Selection, selection_of
from analytics.publish import check, publish
from analytics.publish.history_list import history_lines
from analytics.publish.told import finding_lines, summary
from analytics.queries import ask
from analytics.queries.answer import Asked
from analytics.settings import ROOT, Settings
from analytics.store import Store


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. UserFacingError when there is no answer."""
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _check(options: argparse.Namespace) -> int:
    outcome = check(options.paths, options.profile, Store(options.store))
    if options.format == "json":
        _print_json({"files": [file.as_json() for file in outcome.files]})
        return outcome.exit_code
    for file in outcome.files:
        print(summary(file))
        for line in finding_lines(file):
            print(line)
    return outcome.exit_code


def _publish(options: argparse.Namespace) -> int:
    if options.if_empty and Store(options.store).current_id():
        return 0
    outcome = publish(options.exports, Store(options.store), profile=options.profile)
    for file in outcome.files:
        print(summary(file))
        for line in finding_lines(file) if file.refused else ():
            print(line)
    if outcome.snapshot_id is None:
        print("Nichts veröffentlicht: bitte die abgelehnten Dateien berichtigen.")
    else:
        print(f"Veröffentlicht: Datenstand {outcome.snapshot_id}")
    return outcome.exit_code


def _ask(options: argparse.Namespace) -> int:
    with open_snapshot(options.store, options.snapshot, options.role) as engine:
        answer = ask(engine, options.name, Asked(options.select.on(options.as_of), options.since, options.area))
    if options.format == "json":
        _print_json(answer.to_pylist())
    else:
        _print_csv(answer.column_names, answer.to_pylist())
    return 0


def _paper(options: argparse.Namespace) -> int:
    from analytics import paper

    write = paper.FILES.get(options.out.suffix.casefold())
    if write is None:
        raise UserFacingError(f"„{options.out.name}“ muss auf {', '.join(paper.FILES)} enden.")
    with open_snapshot(options.store, options.snapshot, options.role) as engine:
        occasion = paper.occasion(engine, options.committee, options.as_of, options.since)
        content = write(paper.paper(occasion))
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise UserFacingError(
            f"„{options.out}“ kann nicht geschrieben werden: bitte Ordner und Rechte prüfen."
        ) from error
    return 0


def _open_data(options: argparse.Namespace) -> int:
    from analytics import open_data

    offer = open_data.write(options.store, options.snapshot, options.out)
    for line in offer.told():
        print(line)
    return int(offer.facts.lacks_demanded)


def _history(options: argparse.Namespace) -> int:
    for line in history_lines(Store(options.store)):
        print(line)
    return 0


def _back(options: argparse.Namespace) -> int:
    snapshot = Store(options.store).go_back(options.snapshot, by="Kommandozeile")
    print(f"Aktuell ist der Datenstand {snapshot.id}")
    return 0


def _sample(options: argparse.Namespace) -> int:
    from analytics import sample

    sample.write(options.exports)
    return 0


def _dictionary(options: argparse.Namespace) -> int:
    from analytics import dictionary

    options.to.write_text(dictionary.text(), "utf-8")
    return 0


def _print_json(value: Any) -> None:
    """Decimals keep every digit, dates become YYYY-MM-DD."""
    print(simplejson.dumps(value, use_decimal=True, default=str, ensure_ascii=False, allow_nan=False))


def _print_csv(columns: list[str], rows: list[dict[str, Any]]) -> None:
    """Comma, point, ISO dates; a list is joined by |."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: "|".join(value) if isinstance(value, list) else value for name, value in row.items()})


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise UserFacingError(f"„{text}“ ist kein Tag: bitte wie 2021-12-31 angeben.") from None


def _selection(text: str) -> Selection:
    address = parse_qs(text)
    known = [dimension.address for dimension in DIMENSIONS]
    selection, notes = selection_of(address)
    if notes:
        raise UserFacingError(notes[0])
    if not address or set(address) - set(known):
        raise UserFacingError(
            f"„{text}“ ist keine Auswahl: bitte wie ausschuss=EDV&bezirk=01 aus {', '.join(known)} angeben."
        )
    return selection


def _parser() -> argparse.ArgumentParser:
    settings = Settings.from_env()
    parser = argparse.ArgumentParser(prog="python -m analytics", description="The product without a screen.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    checking = commands.add_parser("check", help="validate deliveries or single files")
    checking.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    checking.add_argument("--format", choices=("text", "json"), default="text")
    checking.add_argument("--store", type=Path, default=settings.store, help="where corrected rows find their file")
    checking.add_argument("--profile", metavar="NAME", help="read by this profile of data/profiles")
    checking.set_defaults(run=_check)

    publishing = commands.add_parser("publish", help="publish a delivery or a folder of deliveries")
    publishing.add_argument("--exports", type=Path, default=settings.exports)
    publishing.add_argument("--store", type=Path, default=settings.store)
    publishing.add_argument("--if-empty", action="store_true", help="do nothing when something is published already")
    publishing.add_argument("--profile", metavar="NAME", help="read by this profile of data/profiles")
    publishing.set_defaults(run=_publish)

    asking = commands.add_parser("ask", help="answer a figure of record")
    asking.add_argument("name", metavar="NAME")
    asking.add_argument("--as-of", type=_day, metavar="DATE")
    asking.add_argument("--since", type=_day, metavar="DATE")
    asking.add_argument("--area", metavar="ID")
    asking.add_argument(
        "--select", type=_selection, default=EVERYTHING, metavar="QUERY", help="such as 'ausschuss=EDV&bezirk=01'"
    )
    asking.add_argument("--role", default="leitung")
    asking.add_argument("--store", type=Path, default=settings.store)
    asking.add_argument("--snapshot", metavar="ID")
    asking.add_argument("--format", choices=("json", "csv"), default="json")
    asking.set_defaults(run=_ask)

    papering = commands.add_parser(
        "paper", help="a committee paper: PDF, its annex (XLSX) or a file for the tablet (HTML)"
    )
    papering.add_argument("--committee", required=True, metavar="KEY")
    papering.add_argument("--as-of", type=_day, metavar="DATE")
    papering.add_argument("--since", type=_day, metavar="DATE", help="compare with this day, default the last meeting")
    papering.add_argument("--role", default="oeffentlich", help="decides on rows that are not public")
    papering.add_argument("--store", type=Path, default=settings.store)
    papering.add_argument("--snapshot", metavar="ID")
    papering.add_argument("--out", type=Path, required=True, metavar="FILE")
    papering.set_defaults(run=_paper)

    offering = commands.add_parser("open-data", help="public rows as CSV, with a data package and a DCAT-AP.de record")
    offering.add_argument("--out", type=Path, required=True, metavar="DIR_OR_ZIP")
    offering.add_argument("--store", type=Path, default=settings.store)
    offering.add_argument("--snapshot", metavar="ID")
    offering.set_defaults(run=_open_data)

    telling = commands.add_parser("history", help="what was published when, the newest first")
    telling.add_argument("--store", type=Path, default=settings.store)
    telling.set_defaults(run=_history)

    going_back = commands.add_parser("back", help="make an earlier snapshot the current one again")
    going_back.add_argument("snapshot", metavar="SNAPSHOT")
    going_back.add_argument("--store", type=Path, default=settings.store)
    going_back.set_defaults(run=_back)

    sampling = commands.add_parser("sample", help="write the sample deliveries anew")
    sampling.add_argument("--exports", type=Path, default=settings.exports)
    sampling.set_defaults(run=_sample)
    describing = commands.add_parser("dictionary", help="write the data dictionary anew")
    describing.add_argument("--to", type=Path, default=ROOT / "data" / "README.md")
    describing.set_defaults(run=_dictionary)
    return parser
