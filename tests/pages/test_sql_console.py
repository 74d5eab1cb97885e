"""The console on a page: the statement stands in the address, its answer is a real table, bad news is one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.console import LIMITS, Limits
from analytics.console.dictionary import relations
from analytics.console.examples import examples
from analytics.console.runner import end_waiting
from pages.components import sql_console
from pages.components.address import PAGE_CHOICES
from tests.pages.shown import charts, labels, markup, text

Open = Callable[..., AppTest]
PATIENT = LIMITS._replace(seconds=60)


def page() -> None:
    """The least page that has a console."""
    from pages.components import address, blocks, bugs, sql_console
    from pages.components.session import open_view

    blocks.begin()
    bugs.begin()
    address.carry("analyse")
    view = open_view()
    sql_console.show(view)
    blocks.footer(view)
    bugs.raise_contained()


@pytest.fixture
def console(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("DIGITALBILANZ_STORE", str(sample_store))
    sql_console._answered.clear()
    end_waiting()

    def opened(sql: str = "", role: str = "analyse", limits: Limits = PATIENT) -> AppTest:
        monkeypatch.setenv("DIGITALBILANZ_ROLE", role)
        monkeypatch.setattr(sql_console, "LIMITS", limits)
        run = AppTest.from_function(page, default_timeout=90)
        if sql:
            run.query_params["sql"] = sql
        return run.run()

    return opened


def alert(page: AppTest) -> str:
    (found,) = re.findall('<div class="db-note" role="alert">(.*?)</div>', markup(page), re.DOTALL)
    return found


def submit(page: AppTest, sql: str) -> AppTest:
    page.text_area[0].input(sql)
    return page.button[0].click().run()


def test_without_a_statement_it_asks_for_one(console: Open) -> None:
    shown = console()
    assert [field.label for field in shown.text_area] == ["Abfrage in SQL"]
    assert [button.label for button in shown.button] == ["Ausführen"]
    assert "Was ist die Antwort?" not in text(shown) and "höchstens 60 Sekunden, 10.000 Zeilen und 20 MB" in text(shown)
    assert "sql" in PAGE_CHOICES


def test_a_shared_address_is_asked_when_it_is_opened(console: Open) -> None:
    shown = console('SELECT committee AS "Ausschuss", count(*) AS "Zahl" FROM measures GROUP BY 1 ORDER BY 2 DESC')
    assert shown.text_area[0].value.startswith("SELECT committee")
    assert "<table>" in markup(shown) and '<th scope="col">Ausschuss</th>' in markup(shown)
    assert "Zahl: am größten bei" in text(shown) and len(charts(shown)) == 1
    assert charts(shown)[0]["alt"].startswith("Balken: Zahl: am größten bei")
    assert labels(shown)[:4] == ["Excel (XLSX)", "CSV", "Parquet", "Abfrage (SQL)"] and "Beispieldaten" in text(shown)
    assert "sql=SELECT" in markup(shown).rpartition("Dauerhafter Link")[0].rpartition("href=")[2]


def test_what_is_submitted_stands_in_the_address(console: Open) -> None:
    shown = submit(console(), "  SELECT 1 AS eins\n")
    assert shown.query_params["sql"] in ("SELECT 1 AS eins", ["SELECT 1 AS eins"])
    assert "Die Antwort hat 1 Zeile (" in text(shown)
    assert "sql" not in submit(shown, "").query_params


def test_an_example_fills_the_field_and_is_asked(console: Open) -> None:
    shown = console()
    assert shown.selectbox[0].options == [example.title for example in examples()]
    shown.selectbox[0].select(examples()[5].title).run()
    assert shown.text_area[0].value == examples()[5].sql and charts(shown)[0]["alt"].startswith("Linien: ")
    assert ">In Umsetzung</li>" in markup(shown) and "db-legend" in markup(shown)


def test_values_and_names_are_escaped(console: Open) -> None:
    shown = markup(console("SELECT '<script>alert(1)</script>' AS \"<img src=x>\", '<b>' || chr(34) AS b"))
    assert (
        "<script>" not in shown and "<img" not in shown and "&lt;script&gt;" in shown and "&lt;img src=x&gt;" in shown
    )


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM nix", "Eine Relation „nix“ gibt es hier nicht: bitte eine aus dem Datenwörterbuch wählen."),
        ("DROP TABLE measures", "Hier kann nur gelesen werden: bitte eine Abfrage schreiben"),
        ("SELECT 1; SELECT 2", "Bitte nur eine Abfrage eingeben"),
        ("SELECT '<b>' FROM", "Die Abfrage ist so nicht möglich, bitte ändern. DuckDB meldet:</p><pre"),
        ("SELECT repeat('x', 30000000)", "Schon die ersten Zeilen sind größer als 20 MB"),
        ("SELECT " + "x" * 9_000, "länger als 8.000 Zeichen: bitte kürzer fassen."),
    ],
)
def test_bad_news_is_one_sentence(console: Open, sql: str, said: str) -> None:
    shown = console(sql)
    assert said in alert(shown) and "<b>" not in alert(shown) and not charts(shown) and not labels(shown)
    assert "Traceback" not in markup(shown) and "<footer" in markup(shown)


def test_a_statement_that_takes_too_long_is_a_sentence(console: Open) -> None:
    shown = console(
        "SELECT count(*) FROM range(1000000000) a, range(1000000000) b", limits=LIMITS._replace(seconds=0.5)
    )
    assert "Die Abfrage hat länger als 0,5 Sekunden gedauert und wurde beendet: bitte eingrenzen" in alert(shown)


def test_a_child_that_crashes_is_a_sentence(console: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.console.process._COMMAND", ("/bin/sh", "-c", "read question; kill -SEGV $$"))
    assert "Die Abfrage ist abgebrochen, vermutlich an der Grenze ihres Arbeitsspeichers" in alert(console("SELECT 1"))


def test_no_row_is_said(console: Open) -> None:
    shown = console("SELECT 1 AS n WHERE false")
    assert "Die Abfrage hat keine Zeile ergeben: bitte die Bedingungen prüfen." in text(shown) and not labels(shown)


def test_more_than_the_screen_shows_is_counted(console: Open) -> None:
    shown = console("SELECT range AS n, repeat('y', 1000) AS long FROM range(500)")
    assert "Die Antwort hat 500 Zeilen, gezeigt sind 200 (" in text(shown)
    assert markup(shown).count("<tr") == 201 and "y" * 301 not in markup(shown)
    cut = text(console("SELECT range AS n FROM range(20000)"))
    assert "Es gibt mehr Zeilen; geholt sind die ersten 10.000 Zeilen, gezeigt sind 200 (" in cut
    wide = f"SELECT {', '.join(f'range AS c{n}' for n in range(50))} FROM range(9000)"
    assert "Die Antwort hat 9.000 Zeilen, gezeigt sind 200, die Dateien enthalten die ersten 4.000 (" in text(
        console(wide)
    )


def test_a_limited_role_sees_its_rows(console: Open) -> None:
    sql = "SELECT 'Zahl ' || count(*) AS n, 'fremd ' || count(*) FILTER (WHERE NOT is_public) AS m FROM measures"
    (every,) = re.findall(r"Zahl (\d+) fremd (\d+)", text(console(sql)))
    (limited,) = re.findall(r"Zahl (\d+) fremd (\d+)", text(console(sql, role="oeffentlich")))
    assert int(limited[0]) == int(every[0]) - int(every[1]) < int(every[0]) and limited[1] == "0"


def test_the_dictionary_is_real_tables(console: Open) -> None:
    shown = console()
    assert "Das Datenwörterbuch wird geholt" in text(shown)
    shown.session_state["table sql dictionary"] = True
    opened = markup(shown.run())
    assert opened.count("<table>") == len(relations())
    assert all(f'<code translate="no">{relation.name}</code>' in opened for relation in relations())
    assert "<td>Nummer der Maßnahme; führende Nullen bleiben (5.03)</td>" in opened
