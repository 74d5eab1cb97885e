"""Our own addresses beside Streamlit's."""

from __future__ import annotations

import tomllib

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from analytics.errors import UserFacingError
from analytics.settings import ROOT
from pages.components.session import published

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def healthz(_: Request) -> JSONResponse:
    """200 with what is served, 503 with the reason when there is nothing to serve."""
    try:
        state = published()
    except UserFacingError as error:
        return JSONResponse({"version": VERSION, "error": str(error)}, 503, {"cache-control": "no-store"})
    body = {"version": VERSION, "snapshot": state.snapshot_id, "as_of": state.as_of.isoformat()}
    return JSONResponse(body, headers={"cache-control": "no-store"})


ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz),
]
