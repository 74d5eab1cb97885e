"""Colours: the config repeats the tokens, text reads and graphics show on the ground they stand on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analytics.labels import RATING_MARKS
from analytics.theme import DARK, LIGHT, Tokens, map_classes, rating_styles, status_styles, template, tokens
from pages.shell.style import STYLE

CONFIG = Path(__file__).parent.parent / ".streamlit" / "config.toml"
BOTH = pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
TEXT_ON_GROUND = ["ink", "muted", "accent", "critical_text"]
TEXT_ON_PAGE = ["gigabit", "fibre", "better", "worse", "cable"]
GRAPHIC_ON_PAGE = ["rule", "red", "yellow_edge", "green", "running", "completed"]
GRAPHIC_ON_PAGE += ["actual", "committed", "forecast", "available", "dsl"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#14202B", "#FFFFFF") == pytest.approx(16.5, abs=0.1)


@BOTH
@pytest.mark.parametrize("name", TEXT_ON_GROUND)
def test_text_reads_on_page_and_surface(t: Tokens, name: str) -> None:
    assert min(contrast(getattr(t, name), ground) for ground in (t.bg, t.surface)) >= 4.5


@BOTH
@pytest.mark.parametrize("name", TEXT_ON_PAGE)
def test_coloured_words_read_on_the_page(t: Tokens, name: str) -> None:
    assert contrast(getattr(t, name), t.bg) >= 4.5


@BOTH
@pytest.mark.parametrize("name", GRAPHIC_ON_PAGE)
def test_graphics_show_on_the_page(t: Tokens, name: str) -> None:
    assert contrast(getattr(t, name), t.bg) >= 3


@BOTH
def test_counts_read_inside_their_bars(t: Tokens) -> None:
    assert all(contrast(style.text, style.fill) >= 4.5 for style in status_styles(t).values() if style.text)


@BOTH
def test_marks_of_the_ampel_show_on_the_page_and_their_counts_read(t: Tokens) -> None:
    assert all(contrast(style.edge, t.bg) >= 3 for style in rating_styles(t).values())
    assert all(contrast(style.text, style.fill) >= 4.5 for style in rating_styles(t).values())


@BOTH
def test_values_read_inside_the_areas_of_a_map(t: Tokens) -> None:
    classes = map_classes(t)
    assert len({area.fill for area in classes}) == 6
    assert all(contrast(area.text, area.fill) >= 4.5 for area in classes)


@BOTH
def test_pale_fills_have_a_visible_edge(t: Tokens) -> None:
    pale = [style for style in status_styles(t).values() if contrast(style.fill, t.bg) < 3]
    assert pale
    assert all(contrast(style.edge, t.bg) >= 3 for style in pale)


@pytest.mark.parametrize(("name", "t"), [("light", LIGHT), ("dark", DARK)])
def test_config_repeats_the_tokens(name: str, t: Tokens) -> None:
    assert tomllib.loads(CONFIG.read_text())["theme"][name] == {
        "primaryColor": t.accent,
        "linkColor": t.accent,
        "backgroundColor": t.bg,
        "secondaryBackgroundColor": t.surface,
        "textColor": t.ink,
        "grayTextColor": t.muted,
        "borderColor": t.rule,
    }


def test_stylesheet_carries_both_themes_and_defines_every_variable_it_uses() -> None:
    css = STYLE.decode()
    used = {part.split(")")[0] for part in css.split("var(")[1:]}
    defined = {f"--{part.split(':')[0]}" for part in css.split("}")[0].split("--")[1:]}
    assert f"--critical-text:light-dark({LIGHT.critical_text},{DARK.critical_text})" in css
    assert used <= defined


def test_unknown_theme_means_light() -> None:
    assert tokens(None) is tokens("light") is LIGHT
    assert tokens("dark") is DARK


def test_template_is_small_and_every_mark_has_its_own_symbol_and_word() -> None:
    assert len(template(LIGHT).to_plotly_json()["layout"]) < 15
    assert len({mark.symbol for mark in RATING_MARKS.values()}) == len({m.word for m in RATING_MARKS.values()}) == 4
