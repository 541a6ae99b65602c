"""The three-part receipt: one intake, three copies that differ in what they say.

The shop's copy says everything. The customer's shows the phone masked, and nothing the shop keeps to
itself. The device's copy lies at the bench for all to see: no phone, no name, no amount. Its bars and the
shop copy's open the ticket; only the customer's carry the pickup slip's own code, so that a handover
by two scans needs the slip that the customer holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shopdesk.domain.papers import Copy, ReceiptPaper
from shopdesk.printing.answers import agreed, allowed, checked, told
from shopdesk.printing.barcodes import draw_qr, qr_side
from shopdesk.printing.blocks import (
    Block,
    Cell,
    Fact,
    Gap,
    Row,
    Stack,
    Text,
    Whole,
    fact,
    facts_grid,
    labelled,
    text,
)
from shopdesk.printing.breaking import Run
from shopdesk.printing.condition import condition_blocks
from shopdesk.printing.documents.task import Task
from shopdesk.printing.heads import ContinuationHead, SlipHead
from shopdesk.printing.pen import MM, SECONDARY, Booklet, Colour, Pen
from shopdesk.printing.signatures import SignatureLine
from shopdesk.printing.slips import COLUMN_GAP, CopyContent, Form, Slip, column_widths, divider, draw_slips, lay_out
from shopdesk.printing.words import in_words, masked_phone, span, tail

COPIES = (Copy.SHOP, Copy.CUSTOMER, Copy.DEVICE)

_TINTS: dict[Copy, Colour | None] = {
    Copy.SHOP: None,
    Copy.CUSTOMER: (0.992, 0.898, 0.925),
    Copy.DEVICE: (1.0, 0.953, 0.745),
}
"""White, pink, yellow, as the plies of a carbon set are."""

_TIGHTER = ((1.0, 0.27), (1.0, 0.23), (0.96, 0.21), (0.92, 0.2), (0.88, 0.18))
"""How a full ticket is kept on one slip: share of the usual type size, and the pictures' share of the slip's
height. Below seven points it goes on overleaf instead, at the second of these."""


@dataclass(frozen=True)
class _Writer:
    """Words and sizes that the parts of one copy share."""

    paper: ReceiptPaper
    task: Task
    copy: Copy
    pictures: float
    """Height of outlines and photos in points."""
    pages: int = 1

    def say(self, key: str, **values: object) -> str:
        return self.task.words.text(f"paper.{key}", **values)

    @property
    def size(self) -> float:
        return self.task.size.type_size

    @property
    def colon(self) -> str:
        return self.say("colon")

    def title(self) -> str:
        return self.say(f"copy.{self.copy.value}")


def draw(paper: ReceiptPaper, task: Task, booklet: Booklet) -> None:
    """The wanted copies in their fixed order, and behind them their continuations."""
    wanted = [copy for copy in COPIES if task.copies is None or copy in task.copies]
    laid_out: list[list[Slip]] = []
    for tightness in (*_TIGHTER, _TIGHTER[1]):
        laid_out = [_slips(paper, task, copy, tightness) for copy in wanted]
        if all(len(slips) == 1 for slips in laid_out):
            break
    continuations = [slip for slips in laid_out for slip in slips[1:]]
    draw_slips(booklet, task.size, [*(slips[0] for slips in laid_out), *continuations])


def _slips(paper: ReceiptPaper, task: Task, copy: Copy, tightness: tuple[float, float]) -> list[Slip]:
    type_share, picture_share = tightness
    size = replace(task.size, type_size=task.size.type_size * type_share)
    pictures = min(size.band_height * picture_share, 44.0) * MM
    writer = _Writer(paper, replace(task, size=size), copy, pictures)
    slips = lay_out(_content(writer), size)
    if len(slips) > 1:
        slips = lay_out(_content(replace(writer, pages=len(slips))), size)
    return slips


def _content(writer: _Writer) -> CopyContent:
    paper, task, size = writer.paper, writer.task, writer.size
    left_width, right_width = column_widths(task.size)
    head = SlipHead(
        head=paper.head,
        title=writer.title(),
        number=paper.number,
        payload=paper.slip_code if writer.copy is Copy.CUSTOMER else paper.tag_code,
        moment=task.words.moment(paper.received_at),
        size=size,
        tint=_TINTS[writer.copy],
        reprint=task.reprint_mark,
    )
    grid = facts_grid(
        _facts(writer), size * 1.04, columns=2, label_width=_label_width(writer),
        shares=(left_width, right_width), gap=COLUMN_GAP, leading=1.36,
    )  # fmt: skip
    condition = condition_blocks(
        paper.device, paper.marks, paper.photos, task.photo, task.words,
        width=right_width, tall=writer.pictures, size=size * 0.92, dots_per_mm=task.size.dots_per_mm,
        confirmed=writer.say("condition.confirmed") if paper.marks else "",
    )  # fmt: skip
    return CopyContent(
        head=head,
        facts=Stack((divider(), grid, divider())),
        left=tuple(_left(writer)),
        right=tuple(condition),
        foot=_foot(writer),
        next_head=ContinuationHead(
            paper.head.shop_name, writer.title(), paper.number, writer.say("continued"),
            size, _TINTS[writer.copy], task.reprint_mark,
        ),
    )  # fmt: skip


def _label_width(writer: _Writer) -> float:
    return (11.5 if writer.task.words.language == "zh_CN" else 19.0) * MM * writer.size / 8.0


def _facts(writer: _Writer) -> list[Fact]:
    paper, words, say = writer.paper, writer.task.words, writer.say
    device = paper.device
    shop = writer.copy is Copy.SHOP
    identity = device.imei or device.serial
    identity_label = say("label.imei") if device.imei or not identity else say("label.serial")
    model = "\u3000".join(part for part in (device.model, device.colour, device.storage) if part)
    accessories = say("list").join(paper.accessories) or say("none")
    device_fact = Fact(say("label.device"), (Run(model, bold=True),))
    promised = _promised(writer)

    if writer.copy is Copy.DEVICE:
        return [
            device_fact,
            fact(identity_label, tail(identity) or say("none")),
            fact(say("label.accessories"), accessories),
            fact(say("label.promised"), promised),
            *([fact(say("label.bin"), paper.bin, bold=True)] if paper.bin else []),
            *([fact(say("label.old_parts"), paper.old_parts)] if paper.old_parts else []),
        ]
    phone = paper.customer_phone if shop else masked_phone(paper.customer_phone)
    facts = [
        Fact(say("label.customer"), (Run(paper.customer_name, bold=True), Run("\u3000"), Run(phone, bold=True, solid=True))),
        device_fact,
        fact(say("label.promised"), promised),
        fact(identity_label, (identity if shop else tail(identity)) or say("none")),
        fact(say("label.accessories"), accessories),
        _deposit(writer),
    ]  # fmt: skip
    estimate = span(paper.estimate_low, paper.estimate_high, words)
    if estimate:
        facts.append(fact(say("label.estimate"), estimate))
    if paper.old_parts:
        facts.append(fact(say("label.old_parts"), paper.old_parts))
    return facts


def _promised(writer: _Writer) -> str:
    """``2026-11-21 周六 17:30``: the slip is read days later, when "today" says nothing."""
    moment, words = writer.paper.promised_at, writer.task.words
    if moment is None:
        return writer.say("open")
    return f"{words.day(moment)} {words.weekday(moment)} {moment:%H:%M}"


def _deposit(writer: _Writer) -> Fact:
    paper, words, say = writer.paper, writer.task.words, writer.say
    if paper.deposit is None or not paper.deposit:
        return fact(say("label.deposit"), say("none"))
    runs = [Run(words.money(paper.deposit), bold=True)]
    spoken = in_words(paper.deposit, words.language)
    if spoken:
        runs += [Run("\u3000"), Run(spoken, solid=True)]
    if paper.deposit_tender:
        runs += [Run("\u3000"), Run(paper.deposit_tender, solid=True)]
    return Fact(say("label.deposit"), tuple(runs))


def _left(writer: _Writer) -> list[Block]:
    paper, say, size = writer.paper, writer.say, writer.size
    small = size * 0.92
    blocks: list[Block] = [labelled(say("label.fault"), paper.fault or say("none"), size * 1.06)]
    if writer.copy is not Copy.CUSTOMER and paper.history:
        blocks += [Gap(1.2), told(say("label.history"), paper.history, writer.colon, small)]
    if writer.copy is Copy.DEVICE:
        if paper.consents:
            blocks += [Gap(1.2), allowed(say("label.consents"), paper.consents, writer.colon, small)]
        if paper.checks:
            blocks += [Gap(1.2), checked(say("label.checks"), paper.checks, small)]
        rows = tuple(say(f"bench.{row}") for row in ("diagnosis", "approved_work", "parts", "remarks"))
        label_width = (27.0 if writer.task.words.language == "zh_CN" else 27.0) * MM * size / 8.0
        return [*blocks, Gap(3.0), Form(rows, small, label_width, size * 2.05)]
    if paper.consents:
        blocks += [Gap(1.2), agreed(say("label.consents"), paper.consents, writer.colon, small)]
    if writer.copy is Copy.SHOP and paper.checks:
        blocks += [Gap(1.2), checked(say("label.checks"), paper.checks, small)]
    if writer.copy is Copy.CUSTOMER and paper.terms:
        blocks += [Gap(2.4), *_terms(writer, small)]
    return blocks


def _terms(writer: _Writer, size: float) -> list[Block]:
    """Numbered terms; on a narrow band in one paragraph, one below the other where there is room."""
    terms = writer.paper.terms
    if writer.task.size.band_height > 120:
        return [
            Row((
                Cell(text(str(number), size, bold=True), fixed=size * 1.6),
                Cell(text(term, size), share=1.0),
            ))
            for number, term in enumerate(terms, start=1)
        ]  # fmt: skip
    runs: list[Run] = []
    for number, term in enumerate(terms, start=1):
        runs += [Run(f"{number}\u2002", bold=True, solid=True), Run(f"{term}\u2002 ")]
    return [Text(tuple(runs), size)]


def _foot(writer: _Writer) -> Block:
    paper, say, size = writer.paper, writer.say, writer.size
    if writer.copy is Copy.CUSTOMER:
        return _CustomerFoot(paper, writer)
    caption = size * 0.86
    roomy = writer.task.size.band_height > 110
    if writer.copy is Copy.SHOP:
        room = size * (4.4 if roomy else 3.4)
        lines = (
            SignatureLine(say("sign.customer_intake"), caption, room, paper.signature),
            SignatureLine(say("sign.customer_pickup"), caption, room),
        )
        above: tuple[Block, ...] = (text(say("sign.statement"), caption, grey=SECONDARY),)
    else:
        room = size * (3.6 if roomy else 2.6)
        lines = (
            SignatureLine(say("sign.technician"), caption, room),
            SignatureLine(say("sign.tester"), caption, room),
        )
        above = ()
    pair = Row((Cell(lines[0], share=1.0), Cell(lines[1], share=1.0)), gap=6 * MM)
    signatures = Stack((*above, pair))
    seal = _Seal(_seal_lines(writer), least=signatures.height(1000) - caption * 0.3)
    return Row((Cell(signatures, share=1.0), Cell(seal, fixed=38 * MM)), gap=6 * MM)


def _seal_lines(writer: _Writer) -> tuple[Text, ...]:
    """Who took it in and where it stands, and the code that the intake's content was sealed with."""
    paper, say, size = writer.paper, writer.say, writer.size
    small = size * 0.86
    lines = []
    if writer.pages > 1:
        lines.append(text(say("pages", n=writer.pages), small, bold=True, align="right"))
    if paper.bin and writer.copy is Copy.SHOP:
        lines.append(text(f"{say('label.bin')} {paper.bin}", small, grey=SECONDARY, align="right"))
    taken_by = "\u3000".join(part for part in (say("taken_by", name=paper.received_by), paper.desk) if part)
    lines.append(text(taken_by, small, grey=SECONDARY, align="right"))
    if paper.integrity:
        code = Run(paper.integrity, bold=True, solid=True)
        lines.append(Text((Run(f"{say('integrity')}\u2002", grey=SECONDARY), code), size, "right"))
    return tuple(lines)


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
    """How to get the device back, whom to ask and whom to complain to; the slip's code once more as QR."""

    paper: ReceiptPaper
    writer: _Writer

    def _parts(self) -> tuple[Stack, _Seal]:
        paper, say, size = self.paper, self.writer.say, self.writer.size
        small = size * 0.92
        contact = []
        if paper.head.phone:
            contact.append(f"{say('ask')} {paper.head.phone}")
        if paper.head.hours:
            contact.append(paper.head.hours)
        if paper.head.complaint_phone:
            contact.append(f"{say('complain')} {paper.head.complaint_phone}")
        if paper.head.licence:
            contact.append(paper.head.licence)
        blocks: list[Block] = [
            Text((Run(say("pickup_rule"), bold=True),), size),
            text(say("data_notice"), small),
        ]
        if contact:
            runs: list[Run] = []
            for part in contact:
                runs += [Run("\u3000")] if runs else []
                runs.append(Run(part, solid=True))
            blocks.append(Text(tuple(runs), small))
        return Stack(tuple(blocks)), _Seal(_seal_lines(self.writer))

    def _module(self) -> float:
        return 0.55 * MM

    def _widths(self, width: float) -> tuple[float, float, float]:
        side = qr_side(self.paper.slip_code, self._module())
        seal = 38 * MM
        return width - side - seal - 10 * MM, seal, side

    def height(self, width: float) -> float:
        words, seal = self._parts()
        words_width, seal_width, side = self._widths(width)
        return max(words.height(words_width), seal.height(seal_width), side + 1.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        words, seal = self._parts()
        words_width, seal_width, side = self._widths(width)
        bottom = y + self.height(width)
        words.draw(pen, x, bottom - words.height(words_width), words_width)
        seal_x = x + words_width + 5 * MM
        seal.draw(pen, seal_x, bottom - seal.height(seal_width), seal_width)
        draw_qr(pen, self.paper.slip_code, x + width - side, bottom - side - 1.0, self._module())

