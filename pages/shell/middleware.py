"""One pure ASGI middleware around everything: security headers, closed endpoints, the German index page."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pages.shell.index import GERMAN, INSTALLED, SCRIPT_HASHES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

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
SECURITY: Headers = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
INSTALLED_BODY, GERMAN_BODY = INSTALLED.encode(), GERMAN.encode()
INDEX_HEADERS: Headers = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-length", str(len(GERMAN_BODY)).encode()),
    (b"cache-control", b"no-cache"),
    (b"etag", f'"{hashlib.sha256(GERMAN_BODY).hexdigest()[:16]}"'.encode()),
]


class Shell:
    """Wraps Streamlit's app; websockets pass through untouched."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer closed paths with 404, let the rest through with our headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif any(closed in scope["path"] for closed in CLOSED):
            await _not_found(_Answer(send))
        else:
            answer = _Answer(send)
            await self.app(scope, receive, answer)


class _Answer:
    """The `send` of one request: holds HTML back until it is known whether it is the index page."""

    def __init__(self, send: Send) -> None:
        self._send = send
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
        encoded = _header(start, b"content-encoding") == b"gzip"
        if (gzip.decompress(body) if encoded and body else body) == INSTALLED_BODY:
            start["headers"] = _secured(INDEX_HEADERS)
            body = GERMAN_BODY
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _secured(headers: Headers) -> Headers:
    own = {name for name, _ in SECURITY}
    return [pair for pair in headers if pair[0].lower() not in own] + SECURITY


def _header(message: Message, name: bytes) -> bytes:
    return next((value for key, value in message["headers"] if key.lower() == name), b"")


async def _not_found(send: _Answer) -> None:
    await send(
        {"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
    )
    await send({"type": "http.response.body", "body": b"Nicht gefunden."})
