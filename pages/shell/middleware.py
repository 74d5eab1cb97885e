"""One pure ASGI middleware around everything: host names, security headers, closed endpoints, the German index page."""

from __future__ import annotations

import gzip

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from analytics.access import viewer
from analytics.settings import Settings
from pages.shell.index import INDEX, INSTALLED, SCRIPT_HASHES

RawHeaders = list[tuple[bytes, bytes]]

POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' {' '.join(SCRIPT_HASHES)}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY: RawHeaders = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
UPLOADS = "/_stcore/upload_file"
"""Streamlit takes files from any session, whether its page asks for some or not."""
INSTALLED_BODY = INSTALLED.encode()
NOT_FOUND = PlainTextResponse("Nicht gefunden.", 404)
FOREIGN_HOST = PlainTextResponse(
    "Unter diesem Rechnernamen antwortet die Digitalbilanz nicht. Die erlaubten Namen stehen in server.allowedHosts.",
    400,
)


class Shell:
    """Wraps Streamlit's app; websockets pass through untouched, Streamlit holds them to the same host names."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse foreign hosts and closed paths, let the rest through with our headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        app = self.app
        if not is_host_allowed(asked.get("host")):
            app = FOREIGN_HOST
        elif any(closed in scope["path"] for closed in CLOSED) or (UPLOADS in scope["path"] and not _delivers()):
            app = NOT_FOUND
        await app(scope, receive, _Answer(asked, send))


def _delivers() -> bool:
    """Whether the role of this installation has a page that takes files."""
    return "data_delivery" in viewer(Settings.from_env().role).pages


class _Answer:
    """The `send` of one request: holds HTML back until it is known whether it is the index page."""

    def __init__(self, asked: Headers, send: Send) -> None:
        self._asked, self._send = asked, send
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = _secured(list(message["headers"]))
            if _header(message, b"content-type").startswith(b"text/html"):
                self._held = message
                return
        elif self._held is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._release(self._held)
            return
        await self._send(message)

    async def _release(self, start: Message) -> None:
        """The German page in place of the installed one; other HTML as it came."""
        body = self._body
        if self._is_index(start):
            answer = INDEX.response(self._asked)
            body = answer.body
            start |= {"status": answer.status_code, "headers": _secured(answer.raw_headers)}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})

    def _is_index(self, start: Message) -> bool:
        """The installed page by its bytes; a HEAD request has none, there the length must do."""
        if not self._body:
            return _header(start, b"content-length") == str(len(INSTALLED_BODY)).encode()
        encoded = _header(start, b"content-encoding") == b"gzip"
        return (gzip.decompress(self._body) if encoded else self._body) == INSTALLED_BODY


def _secured(headers: RawHeaders) -> RawHeaders:
    own = {name for name, _ in SECURITY}
    return [pair for pair in headers if pair[0].lower() not in own] + SECURITY


def _header(message: Message, name: bytes) -> bytes:
    return next((value for key, value in message["headers"] if key.lower() == name), b"")
