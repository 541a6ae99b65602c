"""The bottom of a copy: the way back to the device, signatures, the seal, a QR code, the shop's own line."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import Copy
from shopdesk.domain.receipt_law import qr_of
from shopdesk.domain.receipt_layout import Qr, Section
from shopdesk.printing import fonts
from shopdesk.printing.barcodes import draw_qr, qr_side
from shopdesk.printing.blocks import Block, Cell, Gap, Row, Stack, Text, Whole, text
from shopdesk.printing.documents.receipt_words import Writer, footer_lines, pickup_words, seal_lines
from shopdesk.printing.paper import LEAST_TYPE
from shopdesk.printing.pen import MM, SECONDARY, Pen
from shopdesk.printing.signatures import SignatureLine

_QR_MODULE = 0.55 * MM
_QR_LEAST = 0.33 * MM
_QR_WIDEST = 18.0 * MM
_ROLL_QR_DOTS = 4
_SEAL_WIDTH = 4.7 * MM
"""For each point of type."""
_APART = 4.0 * MM
_ANY_WIDTH = 1000.0
"""For what is as high at every width."""


@dataclass(frozen=True)
class QrCode(Whole):
    """A QR code with a word beneath, at its column's right; blank while it has no content."""

    says: str
    words: str
    module: float
    size: float
    centred: bool = False

    @property
    def side(self) -> float:
        return qr_side(self.says or "0" * 8, self.module)

    @property
    def wide(self) -> float:
        return max(self.side, fonts.width(self.words, self.size))

    def height(self, width: float) -> float:
        return self.side + 1.0 + (self.size * 1.3 if self.words else 0.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        spare = width - self.wide
        middle = x + self.wide / 2 + (spare / 2 if self.centred else spare)
        if self.says:
            draw_qr(pen, self.says, middle - self.side / 2, y, self.module)
        if self.words:
            pen.text_centred(middle, y + self.side + self.size * 1.15, self.words, self.size)


def qr_code(writer: Writer) -> QrCode | None:
    """What the shop wants this copy's QR code to say, None for none.

    The customer's usually repeats the bars: they may be worn off in a pocket, and a photo of the slip on a
    phone reads better so. A roll is too narrow to say the same twice.
    """
    kind = qr_of(writer.copy, writer.layout)
    roll = writer.task.size.band_height == 0
    if kind is Qr.NONE or (kind is Qr.CODE and roll and not writer.layout.qr):
        return None
    says = writer.payload if kind is Qr.CODE else writer.layout.qr_says
    if not says and kind is not Qr.CODE:
        return None
    words = "" if kind is Qr.CODE else writer.layout.qr_words
    if roll:
        dot = MM / writer.task.size.dots_per_mm
        modules = qr_side(says or "0" * 8, 1.0)
        room = (writer.task.size.width - 2 * writer.task.size.margin) * MM
        dots = max(1, min(_ROLL_QR_DOTS, int(room / dot / modules)))
        return QrCode(says, words, dots * dot, writer.caption, centred=True)
    module = max(_QR_LEAST, min(_QR_MODULE, _QR_WIDEST / qr_side(says or "0" * 8, 1.0)))
    return QrCode(says, words, module, max(writer.caption * 0.9, LEAST_TYPE))


def signature_lines(writer: Writer, room: float) -> tuple[SignatureLine, SignatureLine]:
    say, caption = writer.say, writer.caption
    if writer.copy is Copy.DEVICE:
        return (
            SignatureLine(say("paper.sign.technician"), caption, room),
            SignatureLine(say("paper.sign.tester"), caption, room),
        )
    return (
        SignatureLine(say("paper.sign.customer_intake"), caption, room, writer.paper.signature),
        SignatureLine(say("paper.sign.customer_pickup"), caption, room),
    )


def foot(writer: Writer) -> Block:
    """All of a slip's bottom: words and signatures at the left, seal and QR code at the right."""
    return _Foot(Stack(tuple(_words(writer))), *_corner(writer))


def loose_foot(writer: Writer) -> tuple[Block, tuple[Block, ...]]:
    """The same for words as long as a page: the seal and the QR code stay, the words go on overleaf."""
    return _Foot(Stack(()), *_corner(writer)), (Gap(6), *_words(writer))


def _corner(writer: Writer) -> tuple[_Low, QrCode | None, float]:
    return _Low(seal_lines(writer)), qr_code(writer), _SEAL_WIDTH * writer.size


def _words(writer: Writer) -> list[Block]:
    words: list[Block] = [*footer_lines(writer)]
    if writer.shows(Section.PICKUP):
        words += pickup_words(writer)
    if writer.shows(Section.SIGNATURES):
        words += [Gap(2), *_signatures(writer)] if words else _signatures(writer)
    return words


def _signatures(writer: Writer) -> list[Block]:
    roomy = writer.task.size.band_height > 110
    signed_by_customer = writer.copy is not Copy.DEVICE
    room = writer.size * ((4.4 if roomy else 3.4) if signed_by_customer else (3.6 if roomy else 2.6))
    first, second = signature_lines(writer, room)
    pair = Row((Cell(first, share=1.0), Cell(second, share=1.0)), gap=6 * MM)
    if not signed_by_customer or writer.carbon:
        return [pair]
    return [text(writer.say("paper.sign.statement"), writer.caption, grey=SECONDARY), pair]


@dataclass(frozen=True)
class _Low(Whole):
    """Lines that stand at the bottom of their room."""

    lines: tuple[Text, ...]

    def height(self, width: float) -> float:
        return sum(line.height(width) for line in self.lines)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        for line in self.lines:
            line.draw(pen, x, y, width)
            y += line.height(width)


@dataclass(frozen=True)
class _Foot(Whole):
    """Words, seal and QR code side by side, all standing on the same line."""

    words: Stack
    seal: _Low
    qr: QrCode | None
    seal_width: float

    def _words_width(self, width: float) -> float:
        qr = self.qr.wide + _APART if self.qr is not None else 0.0
        return width - self.seal_width - _APART - qr

    def height(self, width: float) -> float:
        qr = self.qr.height(_ANY_WIDTH) if self.qr is not None else 0.0
        words = self.words.height(self._words_width(width))
        return max(words, self.seal.height(self.seal_width), qr)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        bottom = y + self.height(width)
        words_width = self._words_width(width)
        self.words.draw(pen, x, bottom - self.words.height(words_width), words_width)
        seal_x = x + words_width + _APART
        self.seal.draw(pen, seal_x, bottom - self.seal.height(self.seal_width), self.seal_width)
        if self.qr is not None:
            self.qr.draw(pen, x + width - self.qr.wide, bottom - self.qr.height(_ANY_WIDTH), self.qr.wide)
