"""What a page asks of its engine: the questions of one visit, each really asked anew."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.engine import Engine, open_snapshot
from analytics.settings import ROOT

PAGES = ("overview", "measures", "costs", "broadband", "data_quality", "methodology")
Question = tuple[str, dict[str, object]]


def questions_of(page: str, store: Path, role: str = "analyse") -> list[Question]:
    """The distinct questions that one run of a page puts to its engine."""
    asked: list[Question] = []
    answer = Engine.query

    def noted(engine: Engine, name: str, **params: object) -> object:
        if (name, params) not in asked:
            asked.append((name, params))
        return answer(engine, name, **params)

    environment = {"DIGITALBILANZ_STORE": str(store), "DIGITALBILANZ_ROLE": role}
    with patch.dict("os.environ", environment), patch.object(Engine, "query", noted):
        st.cache_resource.clear()  # what a page has derived before asks nothing
        run = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=60).run()
        if page != "overview":
            asked.clear()
            st.cache_resource.clear()
            run.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    if run.exception:
        raise RuntimeError(f"{page}: {run.exception[0].message}")
    return asked


def report(store: Path, runs: int = 20) -> None:
    """Per page: how many questions, and the median milliseconds to answer them all anew and again, on a warm engine."""
    with open_snapshot(store) as engine:
        for page in PAGES:
            questions = questions_of(page, store)
            anew, again = (_median_ms(engine, questions, runs, anew=anew) for anew in (True, False))
            print(f"page {page}: {len(questions)} questions, asked anew: {anew:.0f} ms, again: {again:.1f} ms")


def report_runs(store: Path, dates: int = 6) -> None:
    """Whole runs of the Überblick without a browser: median milliseconds of dates opened first, and opened again."""
    with patch.dict("os.environ", {"DIGITALBILANZ_STORE": str(store), "DIGITALBILANZ_ROLE": "leitung"}):
        page = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=60).run()
        with open_snapshot(store) as engine:
            days = engine.reporting_dates("measures")[-dates - 1 : -1]
        first, again = ([_run_ms(page, day.isoformat()) for day in days] for _ in range(2))
        print(f"page overview: opened first {statistics.median(first):.0f} ms, again {statistics.median(again):.0f} ms")


def _run_ms(page: AppTest, day: str) -> float:
    page.query_params["stichtag"] = day
    begin = time.perf_counter()
    page.run()
    return 1000 * (time.perf_counter() - begin)


def _median_ms(engine: Engine, questions: list[Question], runs: int, *, anew: bool) -> float:
    times = []
    for _ in range(runs):
        if anew:
            engine._answers.clear()
        begin = time.perf_counter()
        for name, params in questions:
            engine.query(name, **params)
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)
