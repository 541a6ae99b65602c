"""What each copy of the receipt says, whatever paper it is set on.

The shop's copy says everything. The customer's shows the phone masked, and nothing the shop keeps to
itself. The device's copy lies at the bench for all to see: no phone, no name, no amount. Its bars and the
shop copy's open the ticket; only the customer's carry the pickup slip's own code, so that a handover
by two scans needs the slip that the customer holds.

On a carbon set all plies are one page, so it says what all three may show: the customer's copy, without
the estimate, with the checks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from shopdesk.domain.papers import Copy, ReceiptPaper
from shopdesk.domain.receipt_law import lawful, layout_of
from shopdesk.domain.receipt_layout import CopyLayout, Group, Section, group_of
from shopdesk.printing.answers import agreed, allowed, checked, told
from shopdesk.printing.blocks import Block, Cell, Fact, Gap, Row, Text, fact, labelled, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.task import Task
from shopdesk.printing.paper import LEAST_TYPE
from shopdesk.printing.pen import SECONDARY
from shopdesk.printing.words import in_words, masked_phone, span, tail


@dataclass(frozen=True)
class Writer:
    """One copy of one receipt: its words and sizes. `pages` is how many slips it takes."""

    paper: ReceiptPaper
    task: Task
    copy: Copy
    pages: int = 1

    def say(self, key: str, **values: object) -> str:
        return self.task.words.text(key, **values)

    @property
    def size(self) -> float:
        return self.task.size.type_size

    @property
    def small(self) -> float:
        return max(self.size * 0.92, LEAST_TYPE)

    @property
    def caption(self) -> float:
        return max(self.size * 0.86, LEAST_TYPE)

    @property
    def carbon(self) -> bool:
        return self.task.size.impact

    @cached_property
    def layout(self) -> CopyLayout:
        return layout_of(self.paper.layout, self.copy)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What this copy shows, in order. A carbon set shows what all plies may: no estimate, but the checks
        and both signatures that the shop's ply needs."""
        shown = lawful(self.copy, self.layout.sections)
        if not self.carbon:
            return shown
        extra = [part for part in (Section.CHECKS, Section.SIGNATURES) if part not in shown]
        return lawful(self.copy, [part for part in (*shown, *extra) if part is not Section.ESTIMATE])

    def shows(self, section: Section) -> bool:
        return section in self.sections

    @property
    def title(self) -> str:
        if not self.carbon:
            return self._name(self.copy)
        named = any(layout_of(self.paper.layout, copy).name for copy in Copy)
        return " · ".join(self._name(copy) for copy in Copy) if named else self.say("paper.copy.carbon")

    def _name(self, copy: Copy) -> str:
        return layout_of(self.paper.layout, copy).name or self.say(f"paper.copy.{copy.value}")

    @property
    def payload(self) -> str:
        return self.paper.slip_code if self.copy is Copy.CUSTOMER else self.paper.tag_code

    @property
    def label_width(self) -> float:
        return self.size * (4.1 if self.task.words.language == "zh_CN" else 6.8)


def facts(writer: Writer) -> list[Fact]:
    """Who, what, until when, for how much: the labelled values at the head of a copy."""
    return [
        item
        for section in writer.sections
        if group_of(section) is Group.FACTS
        for item in _FACTS[section](writer)
    ]


def _customer(writer: Writer) -> list[Fact]:
    paper = writer.paper
    phone = paper.customer_phone if writer.copy is Copy.SHOP else masked_phone(paper.customer_phone)
    runs = (Run(paper.customer_name, bold=True), Run("\u3000"), Run(phone, bold=True, solid=True))
    return [Fact(writer.say("paper.label.customer"), runs)]


def _device(writer: Writer) -> list[Fact]:
    device = writer.paper.device
    runs = [Run(device.model, bold=True)]
    for part in (device.colour, device.storage):
        runs += [Run("\u3000"), Run(part, bold=True, solid=True)] if part else []
    return [Fact(writer.say("paper.label.device"), tuple(runs))]


def _identity(writer: Writer) -> list[Fact]:
    say, device = writer.say, writer.paper.device
    identity = device.imei or device.serial
    label = say("paper.label.imei") if device.imei or not identity else say("paper.label.serial")
    shown = identity if writer.copy is Copy.SHOP else tail(identity)
    return [fact(label, shown or say("paper.none"))]


def _promised(writer: Writer) -> list[Fact]:
    """``2026-11-21 周六 17:30``: the slip is read days later, when "today" says nothing."""
    moment, words = writer.paper.promised_at, writer.task.words
    shown = (
        writer.say("paper.open")
        if moment is None
        else f"{words.day(moment)} {words.weekday(moment)} {moment:%H:%M}"
    )
    return [fact(writer.say("paper.label.promised"), shown)]


def _accessories(writer: Writer) -> list[Fact]:
    say = writer.say
    shown = say("paper.list").join(writer.paper.accessories) or say("paper.none")
    return [fact(say("paper.label.accessories"), shown)]


def _deposit(writer: Writer) -> list[Fact]:
    paper, words, say = writer.paper, writer.task.words, writer.say
    if paper.deposit is None or not paper.deposit:
        return [fact(say("paper.label.deposit"), say("paper.none"))]
    runs = [Run(words.money(paper.deposit), bold=True)]
    spoken = in_words(paper.deposit, words.language)
    if spoken:
        runs += [Run("\u3000"), Run(spoken, solid=True)]
    if paper.deposit_tender:
        runs += [Run("\u3000"), Run(paper.deposit_tender, solid=True)]
    return [Fact(say("paper.label.deposit"), tuple(runs))]


def _estimate(writer: Writer) -> list[Fact]:
    shown = span(writer.paper.estimate_low, writer.paper.estimate_high, writer.task.words)
    return [fact(writer.say("paper.label.estimate"), shown)] if shown else []


def _old_parts(writer: Writer) -> list[Fact]:
    """What becomes of the replaced parts, where the consents on the same copy do not say it already."""
    paper = writer.paper
    said = writer.shows(Section.CONSENTS) and any(one.answer == paper.old_parts for one in paper.consents)
    return (
        [fact(writer.say("paper.label.old_parts"), paper.old_parts)] if paper.old_parts and not said else []
    )


def _bin(writer: Writer) -> list[Fact]:
    return [fact(writer.say("paper.label.bin"), writer.paper.bin, bold=True)] if writer.paper.bin else []


_FACTS: dict[Section, Callable[[Writer], list[Fact]]] = {
    Section.CUSTOMER: _customer,
    Section.DEVICE: _device,
    Section.IDENTITY: _identity,
    Section.PROMISED: _promised,
    Section.ACCESSORIES: _accessories,
    Section.DEPOSIT: _deposit,
    Section.ESTIMATE: _estimate,
    Section.OLD_PARTS: _old_parts,
    Section.BIN: _bin,
}


def amendment(writer: Writer) -> list[Block]:
    """That the intake was amended, when, by whom and why, and each thing that changed: on every copy.

    The record that is amended holds neither the customer nor amounts, so the bench may read it too.
    """
    told_now, say, small = writer.paper.amendment, writer.say, writer.small
    if told_now is None:
        return []
    title = say("paper.amended.title", count=told_now.count, number=told_now.number)
    when = f"{writer.task.words.moment(told_now.at)}\u3000{told_now.by}"
    head = (Run(f"\u00a0{title}\u00a0", bold=True, boxed=True), Run("\u3000"), Run(when, solid=True))
    changes = [text(change, small) for change in told_now.changes]
    return [
        Text(head, small),
        labelled(say("paper.label.reason"), told_now.reason, small),
        *changes,
        Gap(2.4),
    ]


def told_section(writer: Writer, section: Section) -> list[Block]:
    """The blocks of one text section of the body, with the air before them; none where nothing was told."""
    paper, say, small = writer.paper, writer.say, writer.small
    colon = say("paper.colon")
    match section:
        case Section.FAULT:
            return [labelled(say("paper.label.fault"), paper.fault or say("paper.none"), writer.size * 1.06)]
        case Section.HISTORY if paper.history:
            return [Gap(1.2), told(say("paper.label.history"), paper.history, colon, small)]
        case Section.CONSENTS if paper.consents:
            line = allowed if writer.copy is Copy.DEVICE else agreed
            return [Gap(1.2), line(say("paper.label.consents"), paper.consents, colon, small)]
        case Section.CHECKS if paper.checks:
            return [Gap(1.2), checked(say("paper.label.checks"), paper.checks, small)]
        case Section.TERMS if paper.terms:
            return [Gap(2.4), *_terms(writer)]
        case _:
            return []


def bench_rows(writer: Writer) -> tuple[str, ...]:
    """What the technician writes by hand on the device copy."""
    return tuple(
        writer.say(f"paper.bench.{row}") for row in ("diagnosis", "approved_work", "parts", "remarks")
    )


def _terms(writer: Writer) -> list[Block]:
    """Numbered terms; on a narrow band in one paragraph, one below the other where there is room."""
    terms, size = writer.paper.terms, writer.caption
    band = writer.task.size.band_height
    if band == 0 or band > 120:
        return [
            Row((
                Cell(text(str(number), size, bold=True), fixed=size * 1.6),
                Cell(text(term, size), share=1.0),
            ))
            for number, term in enumerate(terms, start=1)
        ]  # fmt: skip
    runs: list[Run] = []
    for number, term in enumerate(terms, start=1):
        runs += [Run(f"{number}\u00a0\u00a0", bold=True), Run(f"{term}\u2002 ")]
    return [Text(tuple(runs), size, leading=1.34)]


def pickup_words(writer: Writer) -> list[Text]:
    """How to get the device back, what becomes of the data, whom to ask and whom to complain to."""
    head, say, small = writer.paper.head, writer.say, writer.small
    contact = [
        head.phone and f"{say('paper.ask')} {head.phone}",
        head.hours,
        head.complaint_phone and f"{say('paper.complain')} {head.complaint_phone}",
        *head.every_licence,
    ]
    runs: list[Run] = []
    for part in contact:
        if part:
            runs += [Run("\u3000")] if runs else []
            runs.append(Run(part, solid=True))
    lines = [
        Text((Run(say("paper.pickup_rule"), bold=True),), writer.size),
        text(say("paper.data_notice"), small),
    ]
    return [*lines, Text(tuple(runs), small)] if runs else lines


def footer_lines(writer: Writer) -> list[Text]:
    """The shop's own line at the bottom of a copy."""
    return [text(writer.layout.footer, writer.small)] if writer.layout.footer else []


def seal_lines(writer: Writer, align: str = "right") -> tuple[Text, ...]:
    """Who took it in and where it stands, and the code that the intake's content was sealed with."""
    paper, say = writer.paper, writer.say
    lines = []
    if writer.pages > 1:
        lines.append(text(say("paper.pages", n=writer.pages), writer.caption, bold=True, align=align))
    taken_by = [Run(say("paper.taken_by", name=paper.received_by), grey=SECONDARY)]
    if paper.desk:
        taken_by += [Run("\u3000"), Run(paper.desk, grey=SECONDARY, solid=True)]
    lines.append(Text(tuple(taken_by), writer.caption, align))
    if paper.integrity:
        code = Run(paper.integrity, bold=True, solid=True)
        lines.append(Text((Run(f"{say('paper.integrity')}\u2002", grey=SECONDARY), code), writer.size, align))
    if paper.amendment is not None:
        code = Run(paper.amendment.code, bold=True, solid=True)
        label = Run(f"{say('paper.amended.code')}\u2002", grey=SECONDARY)
        lines.append(Text((label, code), writer.size, align))
    return tuple(lines)
