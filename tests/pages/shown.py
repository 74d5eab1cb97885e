"""What a page that AppTest ran has on it."""

from __future__ import annotations

import json
import re
from typing import Any

from streamlit.testing.v1 import AppTest


def bare(shown: str) -> str:
    """Markup without the roles of tables, which tests/pages/test_table.py holds."""
    return re.sub(' role="(?:table|rowgroup|row|cell|columnheader|rowheader)"', "", shown)


def markup(page: AppTest) -> str:
    """All markup of ours."""
    assert not page.exception
    return bare("\n".join(element.proto.body for element in page.get("html")))


def text(page: AppTest) -> str:
    """What can be read, with ordinary spaces."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", markup(page)).replace("\u00a0", " "))


def charts(page: AppTest) -> list[dict[str, Any]]:
    """The drawings as Plotly gets them, with their alternative text."""
    return [json.loads(element.proto.spec) | {"alt": element.proto.alt} for element in page.get("plotly_chart")]


def labels(page: AppTest) -> list[str]:
    """The words on the download buttons."""
    return [button.proto.label for button in page.get("download_button")]


def with_tables(page: AppTest) -> AppTest:
    """The same page after a reader opened the table under every chart."""
    for expander in page.expander:
        key = expander.proto.id.split("-", 2)[2]  # $$ID-<hash>-<key>
        assert key.startswith("table ")
        page.session_state[key] = True
    return page.run()
