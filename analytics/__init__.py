"""Digitalbilanz without a screen: three CSV exports in, figures of record out.

One direction: contract -> intake -> store -> engine -> queries -> figures. Nothing here knows Streamlit. In a notebook
`from analytics import open_snapshot` opens what is published (docs/notebook.md).
"""

from analytics.engine import open_snapshot

__all__ = ["__version__", "open_snapshot"]
__version__ = "0.1.0"
