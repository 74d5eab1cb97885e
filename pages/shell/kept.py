"""Files kept in memory: compressed once, at first use, and answered to every kind of client."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import Response

FOREVER = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
ALWAYS_ASK = "no-cache"


class Kept:
    """One file at one address. Only its compressed bytes are kept, and what reading it again cannot change."""

    def __init__(self, read: Callable[[], bytes], kind: str, cache: str) -> None:
        self._read, self._kind, self._cache = read, kind, cache
        self._lock = threading.Lock()
        self._packed: tuple[bytes, str] | None = None

    def pack(self) -> tuple[bytes, str]:
        """The compressed bytes and a hash of the content; made by whoever asks first, others wait."""
        with self._lock:
            if self._packed is None:
                content = self._read()
                self._packed = gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest()[:16]
        return self._packed

    def response(self, asked: Headers) -> Response:
        """The file as the client can take it, or 304 when the client has it."""
        packed, digest = self.pack()
        compressed = takes_gzip(asked)
        etag = f'"{digest}-gzip"' if compressed else f'"{digest}"'
        headers = {"cache-control": self._cache, "etag": etag, "vary": "Accept-Encoding"}
        if etag in re.split(r"\s*,\s*(?:W/)?", asked.get("if-none-match", "").strip().removeprefix("W/")):
            return Response(status_code=304, headers=headers)
        if compressed:
            return Response(packed, headers=headers | {"content-encoding": "gzip"}, media_type=self._kind)
        return Response(self._read(), headers=headers, media_type=self._kind)


def takes_gzip(asked: Headers) -> bool:
    """Whether the client named gzip and did not refuse it with a weight of 0."""
    found = re.search(r"(?:^|[,\s])gzip\s*(?:;\s*q=([\d.]+))?\s*(?:,|$)", asked.get("accept-encoding", ""))
    return found is not None and (found[1] is None or float(found[1]) > 0)
