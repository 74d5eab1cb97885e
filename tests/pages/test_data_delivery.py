"""Datenlieferung against a real store: nothing by opening, everything before publishing, one voice when it cannot."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.engine import open_snapshot
from analytics.publish import publish
from analytics.publish.trial import trial
from analytics.queries import ask
from analytics.settings import ROOT
from analytics.store import Store
from pages.components import delivery_publishing
from pages.components.delivery_dates import default_day
from pages.components.delivery_trial import Delivered
from pages.components.upload import as_delivery, safe_names
from tests.deliveries import cost, measure, write_csv
from tests.foreign_files import FOREIGN
from tests.pages.conftest import Open
from tests.pages.shown import labels, markup, text
from tests.reference import Books

DAY, LATER = dt.date(2020, 6, 30), dt.date(2020, 12, 31)
Deliver = Callable[..., AppTest]


@dataclass
class Dropped:
    """A file as the uploader hands it over."""

    name: str
    content: bytes = b"x"

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 postings and a measure."""
    folder = tmp_path_factory.mktemp("published")
    books: Books = {DAY: {"measures": [measure(DAY)], "costs": [cost(DAY, f"B{n}") for n in range(60)]}}
    write_csv(books, folder / "exports")
    publish(folder / "exports", Store(folder / "store"))
    return folder / "store"


@pytest.fixture
def store(published: Path, tmp_path: Path) -> Store:
    """A copy to publish into."""
    shutil.copytree(published, tmp_path / "store")
    return Store(tmp_path / "store")


@pytest.fixture
def deliver(open_page: Open, store: Store) -> Deliver:
    """The page, with files dropped for a day: deliver({name: content}, day)."""

    def run(files: dict[str, bytes] | None = None, day: dt.date = LATER, at: Store = store) -> AppTest:
        page = open_page("data_delivery.py", store=at.root, role="datenlieferung")
        page.date_input[0].set_value(day)
        return drop(page, files) if files else page.run()

    return run


def drop(page: AppTest, files: dict[str, bytes]) -> AppTest:
    page.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files.items()])
    return page.run()


def files(folder: Path, books: Books) -> dict[str, bytes]:
    write_csv(books, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


def new(tmp_path: Path, count: int = 70, day: dt.date = LATER) -> dict[str, bytes]:
    rows = [cost(day, f"B{n}") for n in range(count)]
    return files(tmp_path / "new", {day: {"measures": [measure(day)], "costs": rows}})


def button(page: AppTest, words: str) -> AppTest:
    return next(one for one in page.button if one.label == words).click().run()


def buttons(page: AppTest) -> Sequence[str]:
    return [one.label for one in page.button if not one.disabled]


def test_opening_reloading_and_dropping_publish_nothing(deliver: Deliver, store: Store, tmp_path: Path) -> None:
    before = store.current_id()
    page = deliver()
    assert "Solange Sie nicht auf „Veröffentlichen“ klicken" in text(page) and buttons(page) == []
    assert "Was wurde gelesen?" in text(drop(page, new(tmp_path)).run())
    assert store.current_id() == before and len(store.history()) == 1


def test_a_clean_delivery_is_read_compared_and_published_once(deliver: Deliver, store: Store, tmp_path: Path) -> None:
    page = deliver(new(tmp_path))
    assert "71 von 71 Zeilen sind übernommen" in text(page)
    assert "sie ersetzt keine andere" in text(page)
    assert "Stand der Maßnahmen 30.06.2020 31.12.2020" in text(page)
    assert buttons(page) == ["Veröffentlichen"]
    before, page = store.current_id(), button(page, "Veröffentlichen")
    after = store.current_id()
    assert after != before and f"Es gilt der Datenstand {after}" in text(page)
    assert '<a href="/datenqualitaet"' in markup(page) and "Was wurde gelesen?" not in text(page)
    assert store.history()[0].by == "Datenlieferung"
    assert dict(store.history()[0].brought) == {"costs": LATER, "measures": LATER}
    page.run()
    assert len(store.history()) == 2 and "Es gilt der Datenstand" not in text(page)


def test_far_fewer_rows_are_held_until_somebody_confirms(deliver: Deliver, store: Store, tmp_path: Path) -> None:
    page, before = deliver(new(tmp_path, 40)), store.current_id()
    assert "hat nur 40 Datensätze, die Lieferung vom 30.06.2020 hatte 60" in text(page)
    assert buttons(page) == [] and store.current_id() == before
    page.checkbox[0].check().run()
    button(page, "Veröffentlichen")
    assert store.current_id() != before


def test_another_publication_in_between_stops_this_one(deliver: Deliver, store: Store, tmp_path: Path) -> None:
    page = deliver(new(tmp_path))
    write_csv({LATER: {"costs": [cost(LATER)]}}, tmp_path / "other")
    between = publish(tmp_path / "other", store).snapshot_id
    page = button(page, "Veröffentlichen")
    assert "Inzwischen wurde" in text(page) and "bitte neu prüfen lassen" in text(page)
    assert store.current_id() == between and buttons(page) == ["Neu prüfen"]
    page = button(page, "Neu prüfen")
    assert "Die Lieferung ersetzt Kosten vom 31.12.2020" in text(page) and buttons(page) == ["Veröffentlichen"]


def test_what_cannot_be_used_says_why_and_offers_no_button(deliver: Deliver, tmp_path: Path) -> None:
    page = deliver(new(tmp_path) | {"kosten.csv": b""})
    assert "1 von 2 Dateien ist nicht brauchbar" in text(page) and "kosten.csv: Die Datei ist leer" in text(page)
    assert buttons(page) == [] and "abgelehnt" not in text(page)
    nothing_read = deliver({"kosten.csv": b""})
    assert "Was ist zu berichtigen?" not in text(nothing_read) and "zu beanstanden" not in text(nothing_read)
    assert "massnahmen.csv Maßnahmen Export nach Vorgabe 1 1 0 0 0 1" in text(page)


def test_files_of_another_date_are_asked_about_before_anything_else(deliver: Deliver, tmp_path: Path) -> None:
    page = deliver(new(tmp_path), day=dt.date(2021, 6, 30))
    assert "Die Dateien nennen den 31.12.2020 als Stichtag, gewählt ist der 30.06.2021." in text(page)
    assert buttons(page) == ["Mit dem Stichtag 31.12.2020 prüfen", "Beim 30.06.2021 bleiben"]
    assert "Was wurde gelesen?" not in text(page) and "nicht brauchbar" not in text(page)
    page = button(page, "Mit dem Stichtag 31.12.2020 prüfen")
    assert page.date_input[0].value == LATER and buttons(page) == ["Veröffentlichen"]


def test_who_stays_with_the_date_is_told_what_is_wrong(deliver: Deliver, tmp_path: Path) -> None:
    page = button(deliver(new(tmp_path, 3), day=dt.date(2021, 6, 30)), "Beim 30.06.2021 bleiben")
    assert "2 von 2 Dateien sind nicht brauchbar" in text(page) and buttons(page) == []
    assert "Der Stichtag ist ein anderer" in text(page)


def test_a_file_that_two_profiles_fit_is_read_as_somebody_chooses(deliver: Deliver, store: Store) -> None:
    page = deliver({"Firmen.csv": FOREIGN["Unternehmen"].content})
    assert "Zu Firmen.csv passen mehrere Profile: bitte wählen" in text(page)
    assert buttons(page) == [] and "Was wurde gelesen?" not in text(page)
    assert page.selectbox[0].options == ["Breitbandatlas, Gewerbegebiete", "Breitbandatlas, Unternehmen"]
    page.selectbox[0].select_index(1).run()
    assert "Firmen.csv Breitband Breitbandatlas, Unternehmen" in text(page) and "mehrere Profile" not in text(page)
    button(page, "Veröffentlichen")
    with open_snapshot(store.root) as engine:
        groups = {row["user_group"] for row in ask(engine, "table/broadband").to_pylist()}
    assert groups == {"Unternehmen"}


def test_a_profile_says_why_rows_are_left_out(deliver: Deliver) -> None:
    page = deliver({"Haushalt.csv": FOREIGN["Köln"].content})
    assert "Haushalt.csv Kosten Köln, Teilergebnisplan" in text(page)
    assert "daneben 1 Kopfzeile. Nach dem Profil ausgelassen: Summenzeile, Ertrag" in text(page)


def test_what_is_published_now_is_said_with_its_date_source_and_sample(
    deliver: Deliver, store: Store, sample_store: Path, tmp_path: Path
) -> None:
    said = f"Veröffentlicht: Stand 30.06.2020 , Quelle: massnahmen.csv, kosten.csv, Datenstand {store.current_id()}."
    assert said in text(deliver()) and "Beispieldaten" not in text(deliver())
    page = deliver(at=Store(sample_store))
    assert '<span class="db-sample">Beispieldaten</span>' in markup(page)
    assert "Stand 31.12.2021 · Datenstand" in text(page) and "· Beispieldaten" in text(page)
    assert "Stand" not in text(deliver(at=Store(tmp_path / "empty"))).split("Was wird geliefert?")[0]


def test_a_second_click_on_the_button_publishes_nothing_more(store: Store, tmp_path: Path) -> None:
    files = [Dropped(name, content) for name, content in new(tmp_path).items()]
    with as_delivery(files, LATER) as folder:
        found = trial(folder, store)
    clicks = [delivery_publishing._published(Delivered(files, LATER, {}), found, store) for _ in "ab"]  # type: ignore[arg-type]
    assert clicks == [found.snapshot_id] * 2 and len(store.history()) == 2


def test_the_same_again_has_nothing_to_publish(deliver: Deliver, tmp_path: Path) -> None:
    page = deliver(new(tmp_path, 60, DAY), day=DAY)
    assert "Genau diese Daten sind schon veröffentlicht." in text(page) and buttons(page) == []


def test_text_of_a_file_is_never_markup(deliver: Deliver) -> None:
    page = deliver({"<b>x</b>.csv": b"<i>a</i>;b\n<u>1</u>;2\n"})
    assert not page.exception and "<i>a</i>" not in markup(page) and "<b>x" not in markup(page)


def test_findings_and_rows_set_aside_can_be_taken_away(deliver: Deliver, tmp_path: Path) -> None:
    content = new(tmp_path)["kosten.csv"].replace(b"100,00", b"teuer", 3)
    page = deliver({"Buchungen.csv": content})
    assert labels(page) == ["Alle Befunde (XLSX)", "Alle Befunde (CSV)", "Beiseitegelegte Zeilen aus Buchungen.csv"]
    assert "Zeile 2, 3, 4 „teuer“" in text(page)


def test_three_exports_and_three_rounds_of_corrections_fit_and_no_more(deliver: Deliver) -> None:
    page = deliver({f"{name}.csv": b"x" for name in "abcdefghijkl"})
    assert "12 von 12 Dateien sind nicht brauchbar" in text(page)
    page = deliver({f"{name}.csv": b"x" for name in "abcdefghijklm"})
    assert "höchstens zwölf Dateien" in text(page) and "Was wurde gelesen?" not in text(page)


def test_the_way_back_needs_a_word_of_confirmation(deliver: Deliver, store: Store, tmp_path: Path) -> None:
    first = store.current_id()
    write_csv({LATER: {"costs": [cost(LATER)]}}, tmp_path / "other")
    second = publish(tmp_path / "other", store).snapshot_id
    page = deliver()
    assert [first in option for option in page.selectbox[0].options] == [True]
    page.selectbox[0].select_index(0).run()
    assert buttons(page) == [] and store.current_id() == second
    page.checkbox[0].check().run()
    page = button(page, "Zurückkehren")
    assert store.current_id() == first and f"Es gilt wieder der Datenstand {first}" in text(page)
    assert "Rückkehr" in text(page)


def test_the_first_delivery_of_all_goes_into_an_empty_store(deliver: Deliver, tmp_path: Path) -> None:
    empty = Store(tmp_path / "empty")
    page = deliver(new(tmp_path), at=empty)
    assert "Es ist noch nichts veröffentlicht." in text(page) and empty.current_id() is None
    button(page, "Veröffentlichen")
    assert empty.current_id()


@pytest.mark.parametrize("role", ["oeffentlich", "ausschuss:EDV", "leitung", "analyse"])
def test_no_other_role_reaches_the_page(
    store: Store, monkeypatch: pytest.MonkeyPatch, open_page: Open, role: str
) -> None:
    assert "Wie steht die Digitalstrategie?" in text(open_page("data_delivery.py", store=store.root, role=role))
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(store.root))
    page = AppTest.from_file(str(ROOT / "pages" / "data_delivery.py"), default_timeout=30).run()
    assert page.exception and not page.file_uploader


# dropped files on disk


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Kosten 2021 (neu).CSV", "Kosten 2021 (neu).csv"),
        ("MASSNAHMEN.csv", "massnahmen.csv"),
        ("../../etc/passwd", "passwd.csv"),
        ("C:\\x\\kosten.csv", "kosten.csv"),
        ("..", "Datei.csv"),
        ("", "Datei.csv"),
        (".csv", "Datei.csv"),
        ("~$kosten.xlsx", "kosten.xlsx"),
        ("a\0b\n.csv", "a_b.csv"),
        ("x" * 300 + ".csv", "x" * 80 + ".csv"),
        ("Breitband.Tabelle.xlsx", "Breitband_Tabelle.xlsx"),
    ],
)
def test_no_name_leads_anywhere_else(name: str, safe: str) -> None:
    assert safe_names([name]) == [safe]


def test_two_files_of_one_name_are_two_files() -> None:
    assert safe_names(["kosten.csv", "x/kosten.csv", "KOSTEN.csv"]) == [
        "kosten.csv",
        "kosten (2).csv",
        "kosten (3).csv",
    ]


def test_dropped_bytes_lie_in_a_private_folder_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with as_delivery([Dropped("../x.csv", b"abc")], DAY) as folder:
        assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("x.csv", b"abc")]
        assert folder.name == "2020-06-30" and folder.parent.parent == tmp_path
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_a_delivery_stays_behind(deliver: Deliver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    button(deliver(new(tmp_path)), "Veröffentlichen")
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2020, 7, 1), DAY),
        (dt.date(2020, 12, 31), LATER),
        (dt.date(2022, 3, 1), LATER),
        (dt.date(2019, 1, 1), DAY),
    ],
)
def test_the_date_asked_for_is_the_one_that_comes_next(store: Store, today: dt.date, expected: dt.date) -> None:
    assert default_day(store, today) == expected
    shutil.rmtree(store.root)
    assert default_day(store, dt.date(2020, 7, 1)) == DAY
