"""Label printers' insides: ZPL read back by a renderer of its own, TSPL and Brother's raster taken apart."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

import zplkit
from PIL import Image, ImageChops
from zplkit.rendering import Limits


@dataclass
class ZebraPrinter:
    """`errors` and `warnings` are the first groups of `~HQES`; `modern` off knows only `~HS`; `holds` keeps
    labels in its memory for so many questions; `fault_after` sets errors as soon as a label has come."""

    answers: bool = True
    modern: bool = True
    errors: int = 0
    warnings: int = 0
    dpi: int = 203
    holds: int = 0
    fault_after: int = 0
    received: bytearray = field(default_factory=bytearray)
    labels: list[Image.Image] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._waiting = b""
        self._held = 0

    def take(self, data: bytes) -> bytes:
        self.received += data
        self._waiting += data
        answer = b""
        while True:
            whole = re.match(rb"\s*(\^XA.*?\^XZ|~HQES|~HS)", self._waiting, re.DOTALL)
            if whole is None:
                return answer if self.answers else b""
            self._waiting = self._waiting[whole.end() :]
            if whole[1] == b"~HQES":
                answer += self._modern_status() if self.modern else b""
            elif whole[1] == b"~HS":
                answer += self._status()
            else:
                self._print(whole[1])

    def lose_power(self) -> None:
        self._waiting, self._held = b"", 0

    def _modern_status(self) -> bytes:
        told = "\r\n".join(
            f"  {name}:  {int(bool(bits))} 00000000 {bits:08X}"
            for name, bits in (("ERRORS", self.errors), ("WARNINGS", self.warnings))
        )
        return f"\x02\r\n  PRINTER STATUS\r\n{told}\r\n\x03".encode()

    def _status(self) -> bytes:
        errors = self.errors
        waiting = 1 if self._held else 0
        self._held = max(self._held - 1, 0)
        paused = int(bool(errors & 0x10000))
        return (
            f"\x02030,{errors & 1},{paused},0240,{waiting:03d},0,0,0,000,0,0,0\x03\r\n"
            f"\x02000,0,{int(bool(errors & 4))},{int(bool(errors & 2))},0,2,4,0,{waiting:08d},1,000\x03\r\n"
            "\x021234,0\x03\r\n"
        ).encode()

    def _print(self, told: bytes) -> None:
        size = {name: int(re.search(rb"\^" + name + rb"(\d+)", told)[1]) for name in (b"PW", b"LL")}  # type: ignore[index]
        options = zplkit.Options(width=size[b"PW"], height=size[b"LL"], dpi=self.dpi)
        document = zplkit.render(told, options, limits=Limits(graphic_bytes=1_000_000))
        assert not document.warnings
        with Image.open(io.BytesIO(document.labels[0].png())) as drawn:
            self.labels.append(drawn.convert("L"))
        self._held = self.holds
        self.errors |= self.fault_after


@dataclass
class TscPrinter:
    """`status` is what it answers; it is `busy` printing for so many questions; `fault_after` as above."""

    answers: bool = True
    status: int = 0
    busy: int = 2
    fault_after: int = 0
    received: bytearray = field(default_factory=bytearray)
    labels: list[Image.Image] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._waiting = b""
        self._left = 0
        self._drawn: Image.Image | None = None

    def take(self, data: bytes) -> bytes:
        self.received += data
        self._waiting += data
        answer = b""
        while self._waiting:
            if self._waiting.startswith(b"\x1b!?"):
                self._waiting = self._waiting[3:]
                self._left = max(self._left - 1, 0)
                answer += bytes((self.status | (0x20 if self._left else 0),))
                continue
            bitmap = re.match(rb"BITMAP (\d+),(\d+),(\d+),(\d+),(\d+),", self._waiting)
            if bitmap:
                x, y, wide, tall, mode = (int(figure) for figure in bitmap.groups())
                end = bitmap.end() + wide * tall
                if len(self._waiting) < end + 2:
                    break
                assert (x, y, mode) == (0, 0, 0)
                rows = self._waiting[bitmap.end() : end]
                # A nought is black, as Pillow's is.
                self._drawn = Image.frombytes("1", (wide * 8, tall), rows).convert("L")
                self._waiting = self._waiting[end:]
                continue
            line, found, rest = self._waiting.partition(b"\r\n")
            if not found:
                break
            self._waiting = rest
            self._obey(line.decode("ascii"))
        return answer if self.answers else b""

    def _obey(self, line: str) -> None:
        if not line:
            return
        word = line.split(" ", maxsplit=1)[0]
        assert word in {"SIZE", "GAP", "DIRECTION", "REFERENCE", "CLS", "PRINT"}, line
        self.commands.append(line)
        if word == "CLS":
            self._drawn = None
        elif word == "PRINT":
            assert self._drawn is not None
            self.labels.append(self._drawn)
            self._left = self.busy
            self.status |= self.fault_after


_BYTES_A_ROW = {"QL-820NWB": 90, "QL-700": 90, "QL-1110NWB": 162}


@dataclass
class BrotherPrinter:
    """`media` is type, width and length loaded; `errors` its two error bytes; `fault_after` sets them when
    the first label is printed; `announces` off answers only when it is asked."""

    answers: bool = True
    announces: bool = True
    model: str = "QL-820NWB"
    codes: tuple[int, int] = (0x34, 0x41)
    media: tuple[int, int, int] = (0x0A, 62, 0)
    errors: tuple[int, int] = (0, 0)
    fault_after: tuple[int, int] = (0, 0)
    received: bytearray = field(default_factory=bytearray)
    labels: list[Image.Image] = field(default_factory=list)
    told_media: tuple[int, int, int] = (0, 0, 0)
    margins: int = 0
    red_rows: int = 0

    def __post_init__(self) -> None:
        self._waiting = b""
        self._rows: list[bytes] = []
        self._expected = 0

    def take(self, data: bytes) -> bytes:
        self.received += data
        self._waiting += data
        answer = bytearray()
        while used := self._one(self._waiting, answer):
            self._waiting = self._waiting[used:]
        return bytes(answer) if self.answers else b""

    def _one(self, data: bytes, answer: bytearray) -> int:
        match data[:1]:
            case b"":
                return 0
            case b"\x00":
                return len(data) - len(data.lstrip(b"\x00"))
            case b"g" | b"w":
                return self._row(data)
            case b"\x0c" | b"\x1a":
                self._print(answer)
                return 1
            case b"M":
                assert len(data) < 2 or data[1] == 0, "compression is off"
                return 2 if len(data) >= 2 else 0
        return self._escape(data, answer)

    def _row(self, data: bytes) -> int:
        length = 3 + data[2] if len(data) >= 3 else 0
        if not length or len(data) < length:
            return 0
        if data[:2] == b"w\x02":
            self.red_rows += 1
            assert not any(data[3:length])
        else:
            self._rows.append(data[3:length])
        return length

    def _escape(self, data: bytes, answer: bytearray) -> int:
        assert data[0] == 0x1B, f"no printer knows {data[:4]!r}"
        if len(data) < 2:
            return 0
        if data[1] == 0x40:
            return 2
        if len(data) < 3:
            return 0
        length = {0x61: 4, 0x53: 3, 0x7A: 13, 0x4D: 4, 0x41: 4, 0x4B: 4, 0x64: 5}[data[2]]
        if len(data) < length:
            return 0
        if data[2] == 0x53:
            answer += self._status(0)
        elif data[2] == 0x7A:
            self.told_media = (data[4], data[5], data[6])
            self._expected = int.from_bytes(data[7:11], "little")
        elif data[2] == 0x64:
            self.margins = int.from_bytes(data[3:5], "little")
        return length

    def _status(self, kind: int) -> bytes:
        told = bytearray(32)
        told[:3] = b"\x80\x20\x42"
        told[3], told[4] = self.codes
        told[8], told[9] = self.errors
        told[11], told[10], told[17] = self.media
        told[18] = kind
        return bytes(told)

    def _print(self, answer: bytearray) -> None:
        wide = _BYTES_A_ROW[self.model]
        assert len(self._rows) == self._expected
        assert all(len(row) == wide for row in self._rows)
        dots = Image.frombytes("1", (wide * 8, len(self._rows)), b"".join(self._rows))
        # The head writes from right to left, and a one is black.
        self.labels.append(ImageChops.invert(dots.convert("L")).transpose(Image.Transpose.FLIP_LEFT_RIGHT))
        self._rows = []
        if any(self.fault_after):
            self.errors = self.fault_after
        if self.announces:
            answer += self._status(6) + self._status(2 if any(self.errors) else 1)
