"""Our own addresses beside Streamlit's: /healthz and the static files under /assets."""

from __future__ import annotations

import tomllib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from analytics.errors import UserFacingError
from analytics.settings import ROOT
from pages.components.session import published
from pages.shell.style import STATIC, STYLE

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


def healthz(_: Request) -> JSONResponse:
    """200 with what is served, 503 with the reason when there is nothing to serve."""
    try:
        state = published()
    except UserFacingError as error:
        return JSONResponse({"version": VERSION, "error": str(error)}, 503, {"cache-control": "no-store"})
    body = {"version": VERSION, "snapshot": state.snapshot_id, "as_of": state.as_of.isoformat()}
    return JSONResponse(body, headers={"cache-control": "no-store"})


def style(_: Request) -> Response:
    """The stylesheet; its address holds a hash of the content, so it never changes."""
    return Response(STYLE, media_type="text/css", headers=FOREVER)


ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz),
    Route("/assets/style.css", style),
    Mount("/assets", StaticFiles(directory=STATIC)),
]
