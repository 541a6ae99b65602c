"""Fonts cut down to a document's characters, fast: what reportlab does anew for each document, prepared once.

Its own way took a third of a receipt's time: it seeks each outline in ten megabytes, formats 256 widths
one by one, and looks up each character of each text several times. Its insides carry no types.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from struct import pack, unpack_from
from sys import intern
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, TTFontMaker, makeToUnicodeCMap

_WORDS, _SCALED, _MORE, _SCALED_XY, _SCALED_MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80
"""Flags of a composite glyph's parts."""


class QuickCompress(pdfdoc.PDFStreamFilterZCompress):
    """Flate at its quickest: a tenth larger, and a third of the time that goes into a receipt's files."""

    def encode(self, text: str | bytes) -> bytes:
        return zlib.compress(text.encode() if isinstance(text, str) else text, 1)


class _Ready(pdfdoc.PDFObject):
    """A PDF object that is written as it stands."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, _document: object) -> bytes:
        return self._content


@dataclass(frozen=True, slots=True)
class _Glyph:
    outline: bytes
    """Filled up to whole words of four bytes."""
    parts: tuple[tuple[int, int], ...]
    """Of a composite glyph: where in the outline a part is named, and which glyph it is."""


class Letters:
    """The letters of one weight in one document: each is given its place in a subset once."""

    def __init__(self, font: QuickFont, document: Any) -> None:
        self._font = font
        self._document = document
        self._first: dict[str, str] = {}
        """Codes in the first subset, where most texts have all their letters."""
        self._known: dict[str, tuple[str, str]] = {}
        self._first_name = ""

    def codes(self, text: str) -> list[tuple[str, str]]:
        """`text` in the document's own subsets: (name of the subset, its codes in hexadecimal)."""
        try:
            return [(self._first_name, "".join([self._first[char] for char in text]))]
        except KeyError:
            self._learn(text)
        found: list[tuple[str, str]] = []
        name, run = "", ""
        for char in text:
            its_name, code = self._known[char]
            if its_name is name:
                run += code
                continue
            if run:
                found.append((name, run))
            name, run = its_name, code
        found.append((name, run))
        return found

    def _learn(self, text: str) -> None:
        """Give letters that are new to the document their places, in the order they come."""
        known = self._known
        fresh = set(text).difference(known)
        if not fresh:
            return
        ordered = [char for char in dict.fromkeys(text) if char in fresh]
        at = 0
        for subset, codes in self._font.splitString("".join(ordered), self._document):
            name = intern(self._font.getSubsetInternalName(subset, self._document))
            for code in codes:
                char = ordered[at]
                known[char] = (name, f"{code:02x}")
                if subset == 0:
                    self._first_name = name
                    self._first[char] = known[char][1]
                at += 1


class QuickFont(TTFont):
    """One weight of the paper's typeface."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file, asciiReadable=0)
        face: Any = self.face
        self._data: bytes = vars(face)["_ttf_data"]
        self._start: int = face.get_table_pos("glyf")[0]
        self._glyphs: dict[int, _Glyph] = {}
        # Tables that every subset has alike; cvt, fpgm and prep are in fonts with hints only.
        alike = [tag for tag in ("name", "OS/2", "cvt ", "fpgm", "prep") if tag in face.table]
        self._alike: dict[str, bytes] = {tag: face.get_table(tag) for tag in alike}
        self._alike["post"] = b"\x00\x03\x00\x00" + face.get_table("post")[4:16] + b"\x00" * 16
        self._heads: dict[str, bytes] = {tag: face.get_table(tag) for tag in ("hhea", "maxp", "head")}
        self._widths = {code: b"%g" % width for code, width in face.charWidths.items()}
        # The face makes its own descriptor, around the subset made here.
        vars(face)["makeSubset"] = self.subset

    def addObjects(self, document: Any) -> None:
        """reportlab's own, with widths and the map back to Unicode written at once."""
        state = self.state[document]
        state.frozen = 1
        face: Any = self.face
        usual = b"%g" % face.defaultWidth
        for number, subset in enumerate(state.subsets):
            internal = self.getSubsetInternalName(number, document)[1:]
            base = b"".join((SUBSETN(number), b"+", face.name, face.subfontNameX)).decode("ascii")
            font: Any = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = internal, base
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = _Ready(b"[%s]" % b" ".join([self._widths.get(code, usual) for code in subset]))
            stream: Any = pdfdoc.PDFStream(
                content=makeToUnicodeCMap(base, subset), filters=[pdfdoc.PDFZCompress]
            )
            font.ToUnicode = document.Reference(stream, f"toUnicodeCMap:{base}")
            font.FontDescriptor = face.addSubsetObjects(document, base, subset)
            document.Reference(font, internal)
            document.idToObject["BasicFonts"].dict[internal] = font
        del self.state[document]

    def subset(self, codes: Sequence[int]) -> bytes:
        """A TrueType file with the glyphs of `codes` alone, in their order."""
        chosen, place = [0], {0: 0}
        glyph_of = self.face.charToGlyph

        def taken(glyph: int) -> int:
            if glyph not in place:
                place[glyph] = len(chosen)
                chosen.append(glyph)
            return place[glyph]

        mapped = [taken(glyph_of.get(code, 0)) for code in codes]
        outlines: list[bytes] = []
        offsets = [0]
        for glyph in chosen:  # grows as composite glyphs bring their parts
            outline = self._glyph(glyph)
            data = outline.outline
            if outline.parts:
                composed = bytearray(data)
                for at, part in outline.parts:
                    composed[at : at + 2] = taken(part).to_bytes(2, "big")
                data = bytes(composed)
            outlines.append(data)
            offsets.append(offsets[-1] + len(data))
        return self._file(chosen, mapped, outlines, offsets)

    def _file(self, chosen: list[int], mapped: list[int], outlines: list[bytes], offsets: list[int]) -> bytes:
        made: Any = TTFontMaker()
        for tag, table in self._alike.items():
            made.add(tag, table)
        metrics = [self.face.hmetrics[glyph] for glyph in chosen]
        numbers = [int(number) for pair in metrics for number in pair]
        made.add("hmtx", pack(f">{len(numbers)}H", *numbers))
        heads = self._heads
        made.add("hhea", _with_number(heads["hhea"], 34, len(chosen)))
        made.add("maxp", _with_number(heads["maxp"], 4, len(chosen)))
        length = 10 + 2 * len(mapped)
        cmap = (0, 1, 1, 0, 0, 12, 6, length, 0, 0, len(mapped), *mapped)
        made.add("cmap", pack(f">{len(cmap)}H", *cmap))
        made.add("glyf", b"".join(outlines))
        long = offsets[-1] >> 1 > 0xFFFF
        made.add(
            "loca",
            pack(f">{len(offsets)}{'L' if long else 'H'}", *(at if long else at >> 1 for at in offsets)),
        )
        made.add("head", _with_number(heads["head"], 50, int(long)))
        file: bytes = made.makeStream()
        return file

    def _glyph(self, glyph: int) -> _Glyph:
        found = self._glyphs.get(glyph)
        if found is None:
            begin, end = self.face.glyphPos[glyph : glyph + 2]
            data = self._data[self._start + begin : self._start + end]
            found = self._glyphs[glyph] = _Glyph(data + b"\0" * (-len(data) % 4), tuple(_parts(data)))
        return found


def _with_number(table: bytes, at: int, number: int) -> bytes:
    return table[:at] + number.to_bytes(2, "big") + table[at + 2 :]


def _parts(data: bytes) -> list[tuple[int, int]]:
    if len(data) < 2 or unpack_from(">h", data)[0] >= 0:
        return []
    found = []
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = unpack_from(">HH", data, at)
        found.append((at + 2, glyph))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALED else 4 if flags & _SCALED_XY else 8 if flags & _SCALED_MATRIX else 0
    return found
