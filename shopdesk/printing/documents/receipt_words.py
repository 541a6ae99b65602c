"""What each copy of the receipt says, whatever paper it is set on.

The shop's copy says everything. The customer's shows the phone masked, and nothing the shop keeps to
itself. The device's copy lies at the bench for all to see: no phone, no name, no amount. Its bars and the
shop copy's open the ticket; only the customer's carry the pickup slip's own code, so that a handover
by two scans needs the slip that the customer holds.

On a carbon set all plies are one page, so it says what all three may show: the customer's copy, without
the estimate, with the checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.papers import Copy, ReceiptPaper
from shopdesk.printing.answers import agreed, allowed, checked, told
from shopdesk.printing.blocks import Block, Cell, Fact, Gap, Row, Text, fact, labelled, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.task import Task
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
        return self.size * 0.92

    @property
    def caption(self) -> float:
        return self.size * 0.86

    @property
    def carbon(self) -> bool:
        return self.task.size.impact

    @property
    def title(self) -> str:
        return self.say("paper.copy.carbon" if self.carbon else f"paper.copy.{self.copy.value}")

    @property
    def payload(self) -> str:
        return self.paper.slip_code if self.copy is Copy.CUSTOMER else self.paper.tag_code

    @property
    def label_width(self) -> float:
        return self.size * (4.1 if self.task.words.language == "zh_CN" else 6.8)


def facts(writer: Writer) -> list[Fact]:
    """Who, what, until when, for how much: the labelled values at the head of a copy."""
    paper, say = writer.paper, writer.say
    device = paper.device
    shop = writer.copy is Copy.SHOP
    identity = device.imei or device.serial
    identity_label = say("paper.label.imei") if device.imei or not identity else say("paper.label.serial")
    model = "\u3000".join(part for part in (device.model, device.colour, device.storage) if part)
    accessories = fact(
        say("paper.label.accessories"), say("paper.list").join(paper.accessories) or say("paper.none")
    )
    device_fact = fact(say("paper.label.device"), model, bold=True)
    promised = fact(say("paper.label.promised"), _promised(writer))
    old_parts = [fact(say("paper.label.old_parts"), paper.old_parts)] if paper.old_parts else []

    if writer.copy is Copy.DEVICE:
        bin_fact = [fact(say("paper.label.bin"), paper.bin, bold=True)] if paper.bin else []
        tail_fact = fact(identity_label, tail(identity) or say("paper.none"))
        return [device_fact, tail_fact, accessories, promised, *bin_fact, *old_parts]
    phone = paper.customer_phone if shop else masked_phone(paper.customer_phone)
    customer = Fact(
        say("paper.label.customer"),
        (Run(paper.customer_name, bold=True), Run("\u3000"), Run(phone, bold=True, solid=True)),
    )
    identity_fact = fact(identity_label, (identity if shop else tail(identity)) or say("paper.none"))
    told_facts = [customer, device_fact, promised, identity_fact, accessories, _deposit(writer)]
    estimate = span(paper.estimate_low, paper.estimate_high, writer.task.words)
    if estimate and not writer.carbon:
        told_facts.append(fact(say("paper.label.estimate"), estimate))
    return [*told_facts, *old_parts]


def _promised(writer: Writer) -> str:
    """``2026-11-21 周六 17:30``: the slip is read days later, when "today" says nothing."""
    moment, words = writer.paper.promised_at, writer.task.words
    if moment is None:
        return writer.say("paper.open")
    return f"{words.day(moment)} {words.weekday(moment)} {moment:%H:%M}"


def _deposit(writer: Writer) -> Fact:
    paper, words, say = writer.paper, writer.task.words, writer.say
    if paper.deposit is None or not paper.deposit:
        return fact(say("paper.label.deposit"), say("paper.none"))
    runs = [Run(words.money(paper.deposit), bold=True)]
    spoken = in_words(paper.deposit, words.language)
    if spoken:
        runs += [Run("\u3000"), Run(spoken, solid=True)]
    if paper.deposit_tender:
        runs += [Run("\u3000"), Run(paper.deposit_tender, solid=True)]
    return Fact(say("paper.label.deposit"), tuple(runs))


def story(writer: Writer) -> list[Block]:
    """The fault and what was told, agreed and checked with it; the customer's terms."""
    paper, say, small = writer.paper, writer.say, writer.small
    colon = say("paper.colon")
    blocks: list[Block] = [
        labelled(say("paper.label.fault"), paper.fault or say("paper.none"), writer.size * 1.06)
    ]
    if paper.history and writer.copy is not Copy.CUSTOMER:
        blocks += [Gap(1.2), told(say("paper.label.history"), paper.history, colon, small)]
    if paper.consents:
        line = allowed if writer.copy is Copy.DEVICE else agreed
        blocks += [Gap(1.2), line(say("paper.label.consents"), paper.consents, colon, small)]
    if paper.checks and (writer.copy is Copy.SHOP or writer.carbon):
        blocks += [Gap(1.2), checks(writer)]
    if paper.terms and writer.copy is Copy.CUSTOMER:
        blocks += [Gap(2.4), *_terms(writer)]
    return blocks


def checks(writer: Writer) -> Text:
    return checked(writer.say("paper.label.checks"), writer.paper.checks, writer.small)


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
        head.licence,
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


def seal_lines(writer: Writer, align: str = "right") -> tuple[Text, ...]:
    """Who took it in and where it stands, and the code that the intake's content was sealed with."""
    paper, say = writer.paper, writer.say
    lines = []
    if writer.pages > 1:
        lines.append(text(say("paper.pages", n=writer.pages), writer.caption, bold=True, align=align))
    if paper.bin and writer.copy is Copy.SHOP:
        lines.append(
            text(f"{say('paper.label.bin')} {paper.bin}", writer.caption, grey=SECONDARY, align=align)
        )
    taken_by = [Run(say("paper.taken_by", name=paper.received_by), grey=SECONDARY)]
    if paper.desk:
        taken_by += [Run("\u3000"), Run(paper.desk, grey=SECONDARY, solid=True)]
    lines.append(Text(tuple(taken_by), writer.caption, align))
    if paper.integrity:
        code = Run(paper.integrity, bold=True, solid=True)
        lines.append(Text((Run(f"{say('paper.integrity')}\u2002", grey=SECONDARY), code), writer.size, align))
    return tuple(lines)
