"""XML parts of a workbook as a stream in bounded memory: no document type, no giant token, no endless nesting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO
from xml.parsers import expat

from analytics.errors import FileRefused

Attributes = dict[str, str]
_BLOCK, _LONGEST_TOKEN = 1 << 18, 1 << 22
_DEEPEST, _MOST_NAMES, _MOST_PIECES = 100, 10_000, 8
DAMAGED = "Die Excel-Mappe ist beschädigt oder unvollständig: bitte neu speichern und noch einmal liefern."


class Part:
    """Reads a part: tells `begins` and `ends` of the elements named there, without the prefix of their namespace.

    `text` collects what stands between them; whoever wants some clears it first.
    """

    def __init__(
        self, begins: Mapping[str, Callable[[Attributes], object]], ends: Mapping[str, Callable[[], object]]
    ) -> None:
        self.text: list[str] = []
        self._begins, self._ends = begins, ends
        self._begin_as: dict[str, Callable[[Attributes], object] | None] = {}
        self._end_as: dict[str, Callable[[], object] | None] = {}
        self._depth = 0
        self._names: dict[str, str] = {}  # the parser keeps every name of an element or attribute
        self._parser = self._listening(expat.ParserCreate(intern=self._names))

    def _listening(self, parser: expat.XMLParserType) -> expat.XMLParserType:
        parser.buffer_text = True
        parser.buffer_size = _BLOCK
        parser.CharacterDataHandler = self.text.append
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.StartDoctypeDeclHandler = _refuse_doctype
        return parser

    def read(self, part: IO[bytes]) -> Iterator[None]:
        """Feed a part, one step per block. FileRefused where it is no XML, or would cost memory without end."""
        fed = 0
        try:
            while block := part.read(_BLOCK):
                self._parser.Parse(block, False)
                fed += len(block)
                self._refuse_bombs(fed)
                yield
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            raise FileRefused(DAMAGED) from None
        yield

    def read_all(self, part: IO[bytes]) -> None:
        """Feed a part as a whole."""
        for _ in self.read(part):
            pass

    def taken(self) -> str:
        """The text since it was last cleared; cleared again."""
        text = "".join(self.text)
        self.text.clear()
        return text

    def _refuse_bombs(self, fed: int) -> None:
        """What a block more of would cost memory without end; a block of it does not matter."""
        if self._depth > _DEEPEST or len(self._names) > _MOST_NAMES or len(self.text) > _MOST_PIECES:
            raise FileRefused(DAMAGED)
        if fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise FileRefused(DAMAGED)

    def _begin(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        try:
            begins = self._begin_as[name]
        except KeyError:
            begins = self._begin_as[name] = self._begins.get(name.rpartition(":")[2])
        if begins:
            begins(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        try:
            ends = self._end_as[name]
        except KeyError:
            ends = self._end_as[name] = self._ends.get(name.rpartition(":")[2])
        if ends:
            ends()


def _refuse_doctype(*_: object) -> None:
    raise FileRefused(DAMAGED)
