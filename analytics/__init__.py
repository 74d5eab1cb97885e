"""Digitalbilanz without a screen: three CSV exports in, figures of record out.

One direction: contract -> intake -> store -> engine -> queries -> figures. Nothing here knows Streamlit. In a notebook
`from analytics import open_snapshot` opens what is published (docs/notebook.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analytics.engine import open_snapshot

__all__ = ["__version__", "open_snapshot"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The door is opened when somebody comes: commands tell a missing reference list in a sentence of their own."""
    if name != "open_snapshot":
        raise AttributeError(name)
    from analytics.engine import open_snapshot

    return open_snapshot
