"""Digitalbilanz without a screen: three CSV exports in, figures of record out.

One direction: contract -> intake -> store -> engine -> queries -> figures. Nothing here knows Streamlit.
"""

__version__ = "0.1.0"
