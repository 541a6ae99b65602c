"""A receipt printer's inside: takes ESC/POS apart into slips of lines, bars and pictures, and answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image, ImageChops

from shopdesk.printing.barcodes import code128


@dataclass
class Printed:
    """A line of text on paper, with its look: bold and inverse if any of it is."""

    text: str
    double: bool = False
    bold: bool = False
    inverse: bool = False
    centred: bool = False


@dataclass
class Bars:
    """A Code 128 that the printer drew."""

    payload: str
    dots: int
    tall: int

    @property
    def image(self) -> Image.Image:
        pattern = code128(self.payload)
        image = Image.new("L", ((len(pattern) + 20) * self.dots, self.tall), 255)
        for place, module in enumerate(pattern):
            if module == "1":
                left = (place + 10) * self.dots
                image.paste(0, (left, 0, left + self.dots, self.tall))
        return image


Thing = Printed | Bars | Image.Image


@dataclass
class ReceiptPrinter:
    """`answers` off has no way back, `in_turn` off answers only at once; `offline`, `error` and `paper` are
    its status bytes; `paper_for` is how many rows of dots the roll still has, `kills` how many bytes after
    which it does nothing more."""

    answers: bool = True
    in_turn: bool = True
    offline: int = 0x12
    error: int = 0x12
    paper: int = 0x12
    chatter: bytes = b""
    """Said unasked, before every answer."""
    paper_for: int | None = None
    stuck_at_cut: bool = False
    received: bytearray = field(default_factory=bytearray)
    slips: list[list[Thing]] = field(default_factory=list)
    kicks: list[bytes] = field(default_factory=list)
    scraps: list[list[Thing]] = field(default_factory=list)
    """Slips that were never finished."""
    rows: int = 0
    left_margin: int = 0
    fed: int = 0

    def __post_init__(self) -> None:
        self._waiting = bytearray()
        self._on_paper: list[Thing] = []
        self._chinese = False
        self._line = b""
        self._seen: set[str] = set()
        self._look = Printed("")
        self._bars = {"w": 3, "h": 162}

    @property
    def images(self) -> list[Image.Image]:
        """Each slip's pictures as one, as the raster mode prints them."""
        return [_joined([thing for thing in slip if isinstance(thing, Image.Image)]) for slip in self.slips]

    def lose_power(self) -> None:
        """What it had not printed is gone; what hangs out of it is torn off and counts as paper."""
        if self._on_paper:
            self.scraps.append(self._on_paper)
        self._on_paper, self._line = [], b""
        self._waiting.clear()
        self._look, self._chinese = Printed(""), False

    def take(self, data: bytes) -> bytes:
        self.received += data
        self._waiting += data
        answer = bytearray()
        while (used := self._one(bytes(self._waiting), answer)) > 0:
            del self._waiting[:used]
        return bytes(answer) if self.answers else b""

    def _stopped(self) -> bool:
        return bool(self.offline & 0x64)

    def _one(self, data: bytes, answer: bytearray) -> int:  # noqa: PLR0911 - one for each command
        """Take one command; 0 when it is not whole yet, or when the printer cannot go on."""
        for number, status in ((2, self.offline), (3, self.error), (4, self.paper)):
            asked = bytes((0x10, 0x04, number))
            if data.startswith(asked) or (self._stopped() and data.endswith(asked)):
                answer += self.chatter + bytes((status,))
                if not data.startswith(asked):
                    del self._waiting[-3:]
                    return 0
                return 3
        if self._stopped() or not data:
            return 0
        lead = data[:2]
        if lead in _FIXED:
            return self._fixed(data, _FIXED[lead], answer)
        if lead == b"\x1dv":
            return self._raster(data)
        if lead == b"\x1dk":
            return self._native_bars(data)
        if data[0] in b"\x1b\x1d\x1c\x10":
            assert len(data) < 3, f"no printer knows {data[:4]!r}"
            return 0
        return self._character(data)

    def _fixed(self, data: bytes, length: int, answer: bytearray) -> int:  # noqa: PLR0912 - as above
        if len(data) < length:
            return 0
        value = data[length - 1]
        match data[:2]:
            case b"\x1b@":
                self._chinese, self._look, self.left_margin = False, Printed(""), 0
            case b"\x1c&":
                self._chinese = True
            case b"\x1ba":
                self._look.centred = value == 1
            case b"\x1d!":
                self._look.double = value == 0x11
            case b"\x1bE":
                self._look.bold = bool(value)
            case b"\x1dB":
                self._look.inverse = bool(value)
            case b"\x1dL":
                self.left_margin = int.from_bytes(data[2:4], "little")
            case b"\x1bJ":
                self.fed += value
            case b"\x1dw" | b"\x1dh":
                self._bars[chr(data[1])] = value
            case b"\x1bp":
                self.kicks.append(data[:5])
            case b"\x1dr" if self.in_turn:
                answer += self.chatter + b"\x00"
            case b"\x1dV" | b"\x1bd":
                if self.stuck_at_cut:
                    self.offline, self.error = 0x52, 0x1A
                    return 0
                self.slips.append(self._on_paper)
                self._on_paper = []
        return length

    def _raster(self, data: bytes) -> int:
        if len(data) < 8:
            return 0
        wide = int.from_bytes(data[4:6], "little")
        tall = int.from_bytes(data[6:8], "little")
        if self.paper_for is not None and self.rows + (len(data) - 8) // wide >= self.paper_for:
            self.offline, self.paper = 0x32, 0x7E
            return 0
        if len(data) < 8 + wide * tall:
            return 0
        self.rows += tall
        dots = Image.frombytes("1", (8 * wide, tall), data[8 : 8 + wide * tall])
        self._on_paper.append(ImageChops.invert(dots.convert("L")))
        return 8 + wide * tall

    def _native_bars(self, data: bytes) -> int:
        if len(data) < 4 or len(data) < 4 + data[3]:
            return 0
        assert data[2] == 73, "Code 128 by its length"
        told = data[4 : 4 + data[3]]
        if told.startswith(b"{C"):
            payload = "".join(f"{pair:02d}" for pair in told[2:])
        else:
            assert told.startswith(b"{B")
            payload = told[2:].replace(b"{{", b"{").decode("ascii")
        self._on_paper.append(Bars(payload, self._bars["w"], self._bars["h"]))
        return 4 + data[3]

    def _character(self, data: bytes) -> int:
        if data[0] == 0x0A:
            look = self._look
            if self._line or not (self._on_paper and isinstance(self._on_paper[-1], Bars)):
                text = self._line.decode("gb18030" if self._chinese else "cp437")
                self._on_paper.append(
                    Printed(text, look.double, "bold" in self._seen, "inverse" in self._seen, look.centred)
                )
            self._line, self._seen = b"", set()
            return 1
        assert data[0] >= 0x20, f"a control character got into the text: {data[:4]!r}"
        length = 1
        if self._chinese and data[0] >= 0x80:
            if len(data) < 2:
                return 0
            length = 4 if 0x30 <= data[1] <= 0x39 else 2
        if len(data) < length:
            return 0
        self._line += data[:length]
        self._seen |= {name for name in ("bold", "inverse") if getattr(self._look, name)}
        return length


_FIXED = {
    b"\x1b@": 2, b"\x1c&": 2, b"\x1ba": 3, b"\x1d!": 3, b"\x1bE": 3, b"\x1dB": 3, b"\x1dL": 4, b"\x1bJ": 3,
    b"\x1dw": 3, b"\x1dh": 3, b"\x1dH": 3, b"\x1bp": 5, b"\x1dr": 3, b"\x1dV": 4, b"\x1bd": 3,
}  # fmt: skip


def _joined(bands: list[Image.Image]) -> Image.Image:
    whole = Image.new("L", (bands[0].width, sum(band.height for band in bands)), 255)
    top = 0
    for band in bands:
        whole.paste(band, (0, top))
        top += band.height
    return whole
