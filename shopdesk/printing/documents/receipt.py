"""The three-part receipt on paper: a sheet of three slips, a page a copy, a carbon form, or a roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopdesk.domain.papers import Copy, ReceiptPaper
from shopdesk.printing.barcodes import CentredBars, draw_qr, qr_side
from shopdesk.printing.blocks import Block, Cell, Gap, Row, Rule, Stack, Text, Whole, facts_grid, text
from shopdesk.printing.condition import condition_blocks
from shopdesk.printing.documents.receipt_words import (
    Writer,
    bench_rows,
    checks,
    facts,
    pickup_words,
    seal_lines,
    story,
)
from shopdesk.printing.documents.task import Task
from shopdesk.printing.heads import ContinuationHead, RollHead, SlipHead
from shopdesk.printing.paper import Feed
from shopdesk.printing.pen import MM, SECONDARY, Booklet, Colour, Pen
from shopdesk.printing.rolls import draw_roll
from shopdesk.printing.signatures import SignatureLine
from shopdesk.printing.slips import (
    COLUMN_GAP,
    CopyContent,
    Form,
    Slip,
    column_widths,
    continuation_slips,
    divider,
    draw_slips,
    first_slip,
)

COPIES = (Copy.SHOP, Copy.CUSTOMER, Copy.DEVICE)

_TINTS: dict[Copy, Colour | None] = {
    Copy.SHOP: None,
    Copy.CUSTOMER: (0.992, 0.898, 0.925),
    Copy.DEVICE: (1.0, 0.953, 0.745),
}
"""White, pink, yellow, as the plies of a carbon set are."""

_TIGHTER = ((1.0, 0.27), (1.0, 0.23), (0.96, 0.21), (0.92, 0.2), (0.88, 0.18), (0.88, 0.15))
"""How a full ticket is kept on one slip: share of the usual type size, and the pictures' share of the slip's
height. Below seven points it goes on overleaf instead, at the second of these."""

_TALLEST_PICTURE = 44.0 * MM
_ROLL_PICTURE = 26.0 * MM
_QR_MODULE = 0.55 * MM
_SEAL_WIDTH = 4.7 * MM
"""For each point of type."""


def draw(paper: ReceiptPaper, task: Task, booklet: Booklet) -> None:
    """The wanted copies in their fixed order, and behind them their continuations."""
    wanted = [copy for copy in COPIES if task.copies is None or copy in task.copies]
    if task.size.feed is Feed.ROLL:
        for copy in wanted:
            draw_roll(booklet, task.size, _roll(Writer(paper, task, copy)))
        return
    if task.size.impact:
        wanted = [Copy.CUSTOMER]
    firsts = _all_on_one_slip(paper, task, wanted)
    continuations: list[Slip] = []
    if firsts is None:
        firsts = []
        for copy in wanted:
            slips = _over_several_slips(_writer(paper, task, copy, _TIGHTER[1][0]), _TIGHTER[1][1])
            firsts.append(slips[0])
            continuations += slips[1:]
    draw_slips(booklet, task.size, [*firsts, *continuations])


def _writer(paper: ReceiptPaper, task: Task, copy: Copy, type_share: float) -> Writer:
    size = replace(task.size, type_size=task.size.type_size * type_share)
    return Writer(paper, replace(task, size=size), copy)


def _all_on_one_slip(paper: ReceiptPaper, task: Task, wanted: Sequence[Copy]) -> list[Slip] | None:
    """Each copy on a slip of its own, all set alike, as loosely as that allows."""
    step = 0
    slips: dict[Copy, Slip] = {}
    # The customer's copy carries the terms: it decides nearly always, so it is tried first.
    for copy in sorted(wanted, key=(Copy.CUSTOMER, Copy.DEVICE, Copy.SHOP).index):
        found = _loosest(paper, task, copy, step)
        if found is None:
            return None
        if found[0] > step:
            slips.clear()
        step, slips[copy] = found
    for copy in wanted:
        if copy not in slips:
            found = _loosest(paper, task, copy, step)
            if found is None or found[0] != step:
                return None
            slips[copy] = found[1]
    return [slips[copy] for copy in wanted]


def _loosest(paper: ReceiptPaper, task: Task, copy: Copy, least: int) -> tuple[int, Slip] | None:
    """The first step of `_TIGHTER` from `least` on at which the copy fits on one slip, found by halving."""
    fitting: tuple[int, Slip] | None = None
    low, high = least, len(_TIGHTER) - 1
    at = low
    while low <= high:
        type_share, picture_share = _TIGHTER[at]
        writer = _writer(paper, task, copy, type_share)
        slip, rest = first_slip(_content(writer, picture_share), writer.task.size)
        if rest:
            low = at + 1
        else:
            fitting = (at, slip)
            high = at - 1
        at = (low + high + 1) // 2
    return fitting


def _over_several_slips(writer: Writer, picture_share: float) -> list[Slip]:
    """A copy with its continuations. The first slip says how many there are, which may cost it a line."""
    count = 1
    while True:
        content = _content(replace(writer, pages=count), picture_share)
        slip, rest = first_slip(content, writer.task.size)
        slips = [slip, *continuation_slips(content.next_head, rest, writer.task.size)]
        if len(slips) <= count:
            return slips
        count = len(slips)


def _content(writer: Writer, picture_share: float) -> CopyContent:
    paper, task, size = writer.paper, writer.task, writer.size
    left_width, right_width = column_widths(task.size)
    head = SlipHead(
        paper.head, writer.title, paper.number, writer.payload, task.words.moment(paper.received_at),
        size, _TINTS[writer.copy], task.reprint_mark,
    )  # fmt: skip
    grid = facts_grid(
        facts(writer), size * 1.04, columns=2, label_width=writer.label_width,
        shares=(left_width, right_width), gap=COLUMN_GAP, leading=1.36,
    )  # fmt: skip
    pictures = min(task.size.band_height * picture_share * MM, _TALLEST_PICTURE)
    left, right = story(writer), _condition(writer, right_width, pictures)
    if writer.copy is Copy.DEVICE:
        left += [Gap(3.0), Form(bench_rows(writer), writer.small, size * 9.5, size * 2.05)]
        if paper.checks:
            # Beside the room to write in, which takes what is left of the other column.
            right += [Gap(2.4), checks(writer)]
    next_head = ContinuationHead(
        paper.head.shop_name, writer.title, paper.number, writer.say("paper.continued"),
        size, _TINTS[writer.copy], task.reprint_mark,
    )  # fmt: skip
    return CopyContent(
        head, Stack((divider(), grid, divider())), tuple(left), tuple(right), _foot(writer), next_head
    )


def _condition(writer: Writer, width: float, tall: float) -> list[Block]:
    paper, task = writer.paper, writer.task
    # Needles strike no photo that says anything; the legend names it.
    photos = () if writer.carbon else paper.photos
    return condition_blocks(
        paper.device, paper.marks, photos, task.photo, task.words,
        width=width, tall=tall, size=writer.small, dots_per_mm=task.size.dots_per_mm,
        confirmed=writer.say("paper.condition.confirmed") if paper.marks else "",
    )  # fmt: skip


def _signature_lines(writer: Writer, room: float) -> tuple[SignatureLine, SignatureLine]:
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


def _foot(writer: Writer) -> Block:
    """Signatures and seal; on the customer's copy the way to get the device back."""
    if writer.copy is Copy.CUSTOMER:
        foot = _CustomerFoot(writer)
        return Stack((foot, Gap(2), _signatures(writer))) if writer.carbon else foot
    return _signatures(writer)


def _signatures(writer: Writer) -> Block:
    roomy = writer.task.size.band_height > 110
    signed_by_customer = writer.copy is not Copy.DEVICE
    room = writer.size * ((4.4 if roomy else 3.4) if signed_by_customer else (3.6 if roomy else 2.6))
    first, second = _signature_lines(writer, room)
    pair: Block = Row((Cell(first, share=1.0), Cell(second, share=1.0)), gap=6 * MM)
    if writer.carbon:
        return pair
    if signed_by_customer:
        pair = Stack((text(writer.say("paper.sign.statement"), writer.caption, grey=SECONDARY), pair))
    seal = _Seal(seal_lines(writer), least=pair.height(1000) - writer.caption * 0.3)
    return Row((Cell(pair, share=1.0), Cell(seal, fixed=_SEAL_WIDTH * writer.size)), gap=6 * MM)


@dataclass(frozen=True)
class _Seal(Whole):
    """Lines at the right, standing at the bottom of `least` points."""

    lines: tuple[Text, ...]
    least: float = 0.0

    def _needed(self, width: float) -> float:
        return sum(line.height(width) for line in self.lines)

    def height(self, width: float) -> float:
        return max(self._needed(width), self.least)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        y += self.height(width) - self._needed(width)
        for line in self.lines:
            line.draw(pen, x, y, width)
            y += line.height(width)


@dataclass(frozen=True)
class _CustomerFoot(Whole):
    """Words on the pickup, the seal, and the slip's code once more as QR: bars may be worn off in a pocket,
    and a photo of the slip on a phone reads better so."""

    writer: Writer

    @property
    def _seal_width(self) -> float:
        return _SEAL_WIDTH * self.writer.size

    def _parts(self, width: float) -> tuple[Stack, float, _Seal, float]:
        # A preview has no code yet; its room stays, so that nothing moves when it comes.
        side = qr_side(self.writer.paper.slip_code or "0" * 8, _QR_MODULE)
        words_width = width - side - self._seal_width - 8 * MM
        return Stack(tuple(pickup_words(self.writer))), words_width, _Seal(seal_lines(self.writer)), side

    def height(self, width: float) -> float:
        words, words_width, seal, side = self._parts(width)
        return max(words.height(words_width), seal.height(self._seal_width), side + 1.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        words, words_width, seal, side = self._parts(width)
        bottom = y + self.height(width)
        words.draw(pen, x, bottom - words.height(words_width), words_width)
        seal_width = self._seal_width
        seal.draw(pen, x + words_width + 4 * MM, bottom - seal.height(seal_width), seal_width)
        if self.writer.paper.slip_code:
            draw_qr(pen, self.writer.paper.slip_code, x + width - side, bottom - side - 1.0, _QR_MODULE)


def _roll(writer: Writer) -> list[Block]:
    """A copy as one column."""
    paper, task, size = writer.paper, writer.task, writer.size
    width = (task.size.width - 2 * task.size.margin) * MM
    moment = task.words.moment(paper.received_at)
    blocks: list[Block] = [
        RollHead(paper.head, writer.title, paper.number, moment, size, task.reprint_mark),
        Gap(4),
        *([CentredBars(writer.payload, 10 * MM)] if writer.payload else []),
        Rule(4, 4),
        facts_grid(facts(writer), size, columns=1, label_width=writer.label_width),
        Rule(4, 4),
        *story(writer),
        Gap(4),
        *_condition(writer, width, _ROLL_PICTURE),
    ]
    if writer.copy is Copy.DEVICE:
        blocks += [Gap(4), checks(writer)] if paper.checks else []
        blocks += [Gap(6), Form(bench_rows(writer), writer.small, size * 6.5, size * 4.2)]
    blocks.append(Gap(4))
    if writer.copy is Copy.CUSTOMER:
        blocks += pickup_words(writer)
    elif writer.copy is Copy.SHOP:
        blocks.append(text(writer.say("paper.sign.statement"), writer.caption))
    if writer.copy is not Copy.CUSTOMER:
        blocks += _signature_lines(writer, size * 4.6)
    return [*blocks, Gap(4), *seal_lines(writer, align="left")]
