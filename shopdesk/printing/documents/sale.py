"""The charge receipt: what was done, each line, how it was paid, what became of the old parts."""

from __future__ import annotations

from shopdesk.domain.papers import SalePaper
from shopdesk.printing.blocks import Block, Gap, fact, text
from shopdesk.printing.documents.device import device_facts
from shopdesk.printing.documents.flow import Setting, draw_document
from shopdesk.printing.documents.lines import lines_table, total_lines
from shopdesk.printing.documents.task import Task
from shopdesk.printing.pen import Booklet
from shopdesk.printing.signatures import SignatureLine


def draw(paper: SalePaper, task: Task, booklet: Booklet) -> None:
    setting = Setting(task)
    say = setting.say
    body: list[Block] = [
        setting.facts([
            fact(say("paper.label.customer"), paper.customer_name, bold=True),
            *device_facts(paper.device, setting)[:1],
            fact(say("paper.label.ticket"), paper.ticket_number),
            *device_facts(paper.device, setting)[1:],
            fact(say("paper.label.issued_by"), paper.issued_by),
        ]),
        Gap(4),
        *setting.paragraph(say("paper.label.work_done"), paper.work_done),
        lines_table(paper.lines, setting),
        setting.half(_sums(paper, setting)),
        Gap(5),
        *setting.paragraph(say("paper.label.old_parts"), say("paper.semicolon").join(paper.old_parts)),
        *setting.numbered(paper.notes),
    ]  # fmt: skip
    room = setting.size * 3.6
    foot = setting.signatures(
        SignatureLine(say("paper.sign.customer_received"), setting.small, room, paper.signature),
        SignatureLine(say("paper.sign.shop"), setting.small, room),
    )
    draw_document(
        setting, booklet, paper.head, title=say("paper.kind.sale"), number=paper.number,
        payload=paper.slip_code, issued_at=paper.issued_at, body=body, foot=[foot],
    )  # fmt: skip


def _sums(paper: SalePaper, setting: Setting) -> list[Block]:
    say, money = setting.say, setting.money
    blocks = total_lines(
        say("paper.sum.total"), paper.total, paper.taxes, setting, included=paper.tax_included
    )
    blocks.append(Gap(2))
    if paper.deposit_used:
        blocks.append(setting.line(say("paper.sum.deposit_used"), money(-paper.deposit_used)))
        blocks.append(setting.line(say("paper.sum.due"), money(paper.total - paper.deposit_used), bold=True))
    blocks += [
        setting.line(say("paper.sum.paid_by", name=tender.name), money(tender.amount))
        for tender in paper.tenders
    ]
    if paper.change:
        blocks.append(setting.line(say("paper.sum.change"), money(paper.change)))
    if not paper.tenders and not paper.deposit_used:
        blocks.append(text(say("paper.sum.nothing_to_pay"), setting.size, align="right"))
    return blocks
