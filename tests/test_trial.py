"""A trial tells what a publication would do, writes nothing, and what it told is what is then published."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from analytics import findings
from analytics.engine import open_snapshot
from analytics.findings import CheckedFile
from analytics.intake.delivery import SAMPLE_MARK
from analytics.publish import Overtaken, check, publish
from analytics.publish.trial import trial
from analytics.queries import ask
from analytics.rules.shrinking import has_shrunk
from analytics.store import Store
from tests.deliveries import broadband, cost, measure, write_csv
from tests.reference import Books, Row

DAY, LATER = dt.date(2020, 6, 30), dt.date(2020, 12, 31)


def costs(day: dt.date, count: int) -> list[Row]:
    return [cost(day, f"B{number}") for number in range(count)]


def delivery(folder: Path, books: Books) -> Path:
    write_csv(books, folder)
    return folder


def published(folder: Path, books: Books) -> Store:
    store = Store(folder / "store")
    assert publish(delivery(folder / "published", books), store).snapshot_id
    return store


def state(store: Store) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in store.root.rglob("*") if path.is_file()}


def warnings(file: CheckedFile) -> list[str]:
    return [one.message for one in file.findings if one.line is None]


def test_a_trial_writes_nothing_and_tells_the_state_that_is_then_published(tmp_path: Path) -> None:
    store = published(tmp_path, {DAY: {"measures": [measure(DAY)], "costs": costs(DAY, 3)}})
    new = delivery(tmp_path / "new", {LATER: {"measures": [measure(LATER), measure(LATER, "5.10")]}})
    before = state(store)
    tried = trial(new, store)
    assert state(store) == before
    assert tried.former == store.current_id() and not tried.replaced and not tried.held
    outcome = publish(new, store, expected=tried.former)
    assert outcome.snapshot_id == tried.snapshot_id == store.current_id()
    with pytest.raises(Overtaken, match="andere Listen, Regeln oder Profile"):
        publish(delivery(tmp_path / "third", {DAY: {"costs": costs(DAY, 7)}}), store, promised="0" * 16)
    assert store.current_id() == tried.snapshot_id
    assert [vars(file.books) for file in outcome.files] == [vars(file.books) for file in tried.files]
    assert [file.findings for file in outcome.files] == [file.findings for file in tried.files]


def test_an_empty_store_is_not_made_by_a_trial(tmp_path: Path) -> None:
    new = delivery(tmp_path / "new", {DAY: {"measures": [measure(DAY)]}})
    tried = trial(new, Store(tmp_path / "store"))
    assert not (tmp_path / "store").exists()
    assert tried.former is None and tried.snapshot_id and tried.effects[0].before is None
    assert publish(new, Store(tmp_path / "store"), expected=None).snapshot_id == tried.snapshot_id


def test_the_key_figures_are_those_of_the_states_before_and_after(tmp_path: Path) -> None:
    """For a delivery of an older date, those of that date too."""
    books: Books = {day: {"measures": [measure(day)], "costs": costs(day, 2)} for day in (DAY, LATER)}
    store = published(tmp_path, books)
    new = delivery(tmp_path / "new", {DAY: {"costs": costs(DAY, 5)}})
    tried = trial(new, store)
    assert [part.key for part in tried.replaced] == [("costs", DAY)]
    newest, that_day = tried.effects
    assert (newest.day, newest.before == newest.after, that_day.day) == (None, True, DAY)
    assert that_day.before and that_day.after
    assert (that_day.before.budget_eur, that_day.after.budget_eur) == (200, 500)
    publish(new, store)
    with open_snapshot(store.root) as engine:
        assert ask(engine, "overview/kpis").to_pylist()[0] == newest.after._asdict()  # type: ignore[union-attr]


def test_the_same_once_more_changes_nothing(tmp_path: Path) -> None:
    store = published(tmp_path, {DAY: {"costs": costs(DAY, 2)}})
    tried = trial(tmp_path / "published", store)
    assert tried.changes_nothing and [part.key for part in tried.replaced] == [("costs", DAY)]


def test_a_refused_file_refuses_all(tmp_path: Path) -> None:
    new = delivery(tmp_path / "new", {DAY: {"measures": [measure(DAY)], "costs": costs(DAY, 2)}})
    (new / DAY.isoformat() / "kosten.csv").write_bytes(b"")
    tried = trial(new, Store(tmp_path / "store"))
    assert tried.is_refused and [bool(file.refused) for file in tried.files] == [False, True]
    assert not tried.effects and not tried.held


def test_another_publication_in_between_is_told(tmp_path: Path) -> None:
    store = published(tmp_path, {DAY: {"costs": costs(DAY, 2)}})
    new = delivery(tmp_path / "new", {LATER: {"costs": costs(LATER, 2)}})
    tried = trial(new, store)
    publish(delivery(tmp_path / "other", {LATER: {"measures": [measure(LATER)]}}), store)
    between = store.current_id()
    with pytest.raises(Overtaken, match="bitte neu prüfen lassen"):
        publish(new, store, expected=tried.former)
    assert store.current_id() == between
    with pytest.raises(Overtaken):
        publish(new, store, expected=None)


# far fewer records


@pytest.mark.parametrize(
    ("before", "now", "is_told"), [(50, 39, True), (50, 40, False), (49, 1, False), (100, 79, True)]
)
def test_more_than_a_fifth_of_at_least_fifty_records_is_far_fewer(before: int, now: int, is_told: bool) -> None:
    assert has_shrunk(findings.Books(now), findings.Books(before)) == is_told


@pytest.mark.parametrize("again", [False, True])
def test_far_fewer_records_are_warned_about_and_held(tmp_path: Path, again: bool) -> None:
    """Against the delivery before, or against what a delivery of the same date replaces."""
    store, day = published(tmp_path, {DAY: {"costs": costs(DAY, 50)}}), DAY if again else LATER
    new = delivery(tmp_path / "new", {day: {"costs": costs(day, 39)}})
    tried = trial(new, store)
    which = "der bisherigen Lieferung dieses Stichtags" if again else "der Lieferung vom 30.06.2020"
    assert warnings(tried.files[0]) == [
        f"Die Datei hat nur 39 statt 50 Datensätze in {which}: bitte prüfen, ob sie vollständig ist."
    ]
    assert "kosten.csv hat nur 39 Datensätze" in tried.held[0]
    outcome = publish(new, store)
    assert outcome.snapshot_id and outcome.exit_code == 1


def test_records_set_aside_are_not_lost_ones(tmp_path: Path) -> None:
    """They came; that there are many of them is another reason to look twice."""
    store = published(tmp_path, {DAY: {"costs": costs(DAY, 60)}})
    rows = costs(LATER, 40) + [cost(LATER, f"X{number}", budget_year=1) for number in range(20)]
    tried = trial(delivery(tmp_path / "new", {LATER: {"costs": rows}}), store)
    assert warnings(tried.files[0]) == []
    assert tried.held == (
        "Von 60 Datensätzen in kosten.csv sind 20 beiseitegelegt: bitte zuerst die Fehler berichtigen.",
    )


def test_check_warns_across_the_deliveries_that_it_is_given(tmp_path: Path) -> None:
    books: Books = {DAY: {"costs": costs(DAY, 100)}, LATER: {"costs": costs(LATER, 79)}}
    first, second = check([delivery(tmp_path, books)]).files
    assert (warnings(first), len(warnings(second))) == ([], 1)


def test_coverage_that_falls_and_a_measure_that_vanishes_are_told(tmp_path: Path) -> None:
    shares = (Decimal("50.00"), Decimal("49.40"))
    old, new = ([broadband(day, coverage_pct=share)] for day, share in zip((DAY, LATER), shares, strict=True))
    store = published(tmp_path, {DAY: {"measures": [measure(DAY), measure(DAY, "5.10")], "broadband": old}})
    tried = trial(delivery(tmp_path / "new", {LATER: {"measures": [measure(LATER)], "broadband": new}}), store)
    told = {one.column: (one.line, one.value) for file in tried.files for one in file.findings}
    assert told["Maßnahme-Nr"] == (None, "5.10") and told["Anteil in Prozent"] == (2, "49,40 Prozent")
    assert not tried.held


def test_a_sample_stays_a_sample_when_it_is_delivered_again(tmp_path: Path) -> None:
    """From elsewhere, under another name: it is the same file."""
    sample = delivery(tmp_path / "sample", {DAY: {"costs": costs(DAY, 2)}})
    (sample / SAMPLE_MARK).touch()
    store = Store(tmp_path / "store")
    publish(sample, store)
    place = tmp_path / "new" / DAY.isoformat()
    place.mkdir(parents=True)
    content = (sample / DAY.isoformat() / "kosten.csv").read_bytes()
    (place / "Buchungen.csv").write_bytes(content)
    assert trial(tmp_path / "new", store).changes_nothing
    (place / "Buchungen.csv").write_bytes(content.replace(b"100,00", b"99,00"))
    assert not trial(tmp_path / "new", store).is_sample
