"""The quote: what was found, the ways to mend it with their prices, and where the customer says yes."""

from __future__ import annotations

from shopdesk.domain.papers import QuoteOption, QuotePaper
from shopdesk.printing.blocks import Block, Gap, Heading, Stack, Text, fact, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.device import device_facts
from shopdesk.printing.documents.flow import Setting, draw_document
from shopdesk.printing.documents.lines import lines_table, total_lines
from shopdesk.printing.documents.task import Task
from shopdesk.printing.pen import Booklet
from shopdesk.printing.signatures import SignatureLine


def draw(paper: QuotePaper, task: Task, booklet: Booklet) -> None:
    setting = Setting(task)
    say = setting.say
    body: list[Block] = [
        setting.facts([
            fact(say("paper.label.customer"), paper.customer_name, bold=True),
            *device_facts(paper.device, setting)[:1],
            fact(say("paper.label.time_needed"), paper.time_needed),
            *device_facts(paper.device, setting)[1:],
            fact(say("paper.label.valid_until"), setting.moment(paper.valid_until)),
            fact(say("paper.label.issued_by"), paper.issued_by),
        ]),
        Gap(5),
        *setting.paragraph(say("paper.label.fault"), paper.fault),
        *setting.paragraph(say("paper.label.cause"), paper.cause),
        *setting.paragraph(say("paper.label.parts_concerned"), paper.parts_concerned),
        *setting.paragraph(say("paper.label.plan"), paper.plan),
    ]  # fmt: skip
    for number, option in enumerate(paper.options, start=1):
        body += _option(paper, option, number, setting)
    if paper.notes:
        body += [Gap(5), *setting.numbered(paper.notes)]
    draw_document(
        setting, booklet, paper.head, title=say("paper.kind.quote"), number=paper.number,
        payload=paper.slip_code, issued_at=paper.issued_at, body=body, foot=_foot(paper, setting),
    )  # fmt: skip


def _option(paper: QuotePaper, option: QuoteOption, number: int, setting: Setting) -> list[Block]:
    say = setting.say
    several = len(paper.options) > 1
    title = (
        say("paper.quote.option", number=number, title=option.title)
        if several
        else option.title or say("paper.quote.only")
    )
    if several and not paper.approval:
        title = f"□\u2002{title}"
    note = say("paper.quote.recommended") if several and number == 1 else ""
    blocks: list[Block] = [
        Gap(6),
        Heading(title, setting.size * 1.1, note),
        lines_table(option.lines, setting),
    ]
    total = say("paper.quote.total")
    sums = total_lines(total, option.total, option.taxes, setting, included=paper.tax_included)
    blocks += [setting.half([Gap(1), *sums])]
    if option.note:
        blocks += [Gap(1), setting.small_grey(option.note)]
    return blocks


def _foot(paper: QuotePaper, setting: Setting) -> list[Block]:
    say = setting.say
    blocks: list[Block] = []
    if paper.approval:
        blocks += [
            Text((Run(f"{say('paper.label.approval')}\u3000", bold=True), Run(paper.approval)), setting.size),
            Gap(3),
        ]
    else:
        blocks += [text(say("paper.quote.consent"), setting.small), Gap(2)]
    room = setting.size * 4.0
    lines = setting.signatures(
        SignatureLine(say("paper.sign.customer"), setting.small, room, paper.signature),
        SignatureLine(say("paper.sign.shop"), setting.small, room),
    )
    return [Stack((*blocks, lines))]
