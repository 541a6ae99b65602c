"""Slips of text as ESC/POS: characters in GB18030, bars by the printer's own hand."""

from __future__ import annotations

from PIL import Image, ImageOps

from shopdesk.printing.barcodes import code128
from shopdesk.printing.drivers.languages.language import black_rows
from shopdesk.printing.paper import PaperSize
from shopdesk.printing.text_cells import Span, signs
from shopdesk.printing.text_slips import Bars, Drawn, TextSlip, Words

CHINESE = b"\x1c&"
_CENTRED, _LEFT = b"\x1ba\x01", b"\x1ba\x00"
_DOUBLE, _SINGLE = b"\x1d!\x11", b"\x1d!\x00"
_BOLD, _THIN = b"\x1bE\x01", b"\x1bE\x00"
_INVERSE, _BLACK = b"\x1dB\x01", b"\x1dB\x00"
_FEED = b"\n"

_QUIET_MODULES = 14
_TALL = 80
"""Dots of a bar: 10 mm."""


def text_slip(slip: TextSlip, size: PaperSize, margin: int = 0, down: int = 0) -> tuple[bytes, str]:
    """The slip's bytes without the cut, and the characters that became boxes.

    Moved right and down by so many dots; to the left and up nothing can go that is text.
    """
    data = bytearray(CHINESE)
    if margin:
        data += b"\x1dL" + margin.to_bytes(2, "little")
    if down:
        data += b"\x1bJ" + bytes((min(down, 255),))
    missing: dict[str, None] = {}
    for line in slip:
        match line:
            case Words():
                data += _words(line, missing)
            case Bars():
                data += _bars(line.payload, size.dots - margin)
            case Drawn():
                data += _picture(line.image, margin)
    return bytes(data), "".join(missing)


def _words(line: Words, missing: dict[str, None]) -> bytes:
    before = (_CENTRED if line.centred else b"") + (_DOUBLE if line.double else b"")
    after = (_SINGLE if line.double else b"") + (_LEFT if line.centred else b"")
    return before + b"".join(_span(span, missing) for span in line.spans) + _FEED + after


def _span(span: Span, missing: dict[str, None]) -> bytes:
    # Signs alone: no byte of a text reaches the printer as a command.
    kept, gone = signs(span.text)
    missing.update(dict.fromkeys(gone))
    data = kept.replace("\n", " ").encode("gb18030")
    if span.bold:
        data = _BOLD + data + _THIN
    return _INVERSE + data + _BLACK if span.inverse else data


def _picture(image: Image.Image, margin: int) -> bytes:
    """Beside a margin it loses its own white at the left first: its right end has to stay on the paper."""
    if margin:
        left, *_ = ImageOps.invert(image.convert("L")).getbbox() or (0,)
        spare = min(margin, left)
        image = image.crop((spare, 0, spare + image.width - margin, image.height))
    wide, rows = black_rows(image)
    return b"\x1dv0\x00" + wide.to_bytes(2, "little") + image.height.to_bytes(2, "little") + rows


def _bars(payload: str, room: int) -> bytes:
    """Code 128 in pairs of digits where it can be; three dots a module, two where three are too wide."""
    modules = len(code128(payload)) + _QUIET_MODULES
    dots = 3 if modules * 3 <= room else 2
    if payload.isascii() and payload.isdigit() and len(payload) % 2 == 0:
        told = b"{C" + bytes(int(payload[at : at + 2]) for at in range(0, len(payload), 2))
    else:
        told = b"{B" + payload.replace("{", "{{").encode("ascii")
    look = b"\x1dh" + bytes((_TALL,)) + b"\x1dw" + bytes((dots,)) + b"\x1dH\x00"
    return _CENTRED + look + b"\x1dkI" + bytes((len(told),)) + told + _FEED + _LEFT
