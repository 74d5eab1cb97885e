"""Static files, compressed: Streamlit serves its own as they are, and they are nearly all of a first visit."""

from __future__ import annotations

import threading

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shell.assets import ASSETS, shrinking
from pages.shell.index import FIRST_FILES, PACKAGE
from pages.shell.kept import FOREVER
from pages.shell.middleware import NOT_FOUND

FOLDERS = ("/static/", "/assets/")  # Streamlit's and ours


class Files:
    """Answers for both folders; a file is found by its exact address, so nothing outside them can be."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = ASSETS | shrinking(PACKAGE / "static", "/static/", FOREVER)  # every name there holds a hash
        self._others = {f"/{path.relative_to(PACKAGE).as_posix()}" for path in (PACKAGE / "static").rglob("*.*")}
        threading.Thread(target=self._prepare, daemon=True).start()

    def _prepare(self) -> None:
        """Compress what a first visit loads, beside the start of the server."""
        for address in FIRST_FILES:
            self._files[address].pack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file from memory; fonts and pictures from Streamlit, like everything outside the folders."""
        app = self.app
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and scope["path"].startswith(FOLDERS):
            file = self._files.get(scope["path"])
            if file is not None:
                app = await run_in_threadpool(file.response, Headers(scope=scope))
            elif scope["path"] not in self._others:
                app = NOT_FOUND  # Streamlit would answer with its index page
        await app(scope, receive, send)
