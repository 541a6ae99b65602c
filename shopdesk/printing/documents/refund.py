"""The refund: the mirror of a sale, with the sale's number and the reason."""

from __future__ import annotations

from shopdesk.domain.papers import RefundPaper
from shopdesk.printing.blocks import Block, Gap, fact
from shopdesk.printing.documents.flow import Setting, draw_document
from shopdesk.printing.documents.lines import lines_table, total_lines
from shopdesk.printing.documents.task import Task
from shopdesk.printing.pen import Booklet
from shopdesk.printing.signatures import SignatureLine


def draw(paper: RefundPaper, task: Task, booklet: Booklet) -> None:
    setting = Setting(task)
    say = setting.say
    sums = total_lines(
        say("paper.sum.refund"), paper.total, paper.taxes, setting, included=paper.tax_included
    )
    sums.append(Gap(2))
    sums += [
        setting.line(say("paper.sum.paid_back_by", name=tender.name), setting.money(tender.amount))
        for tender in paper.tenders
    ]
    body: list[Block] = [
        setting.facts([
            fact(say("paper.label.customer"), paper.customer_name, bold=True),
            fact(say("paper.label.mirrors"), paper.mirrors, bold=True),
            fact(say("paper.label.ticket"), paper.ticket_number),
            fact(say("paper.label.issued_by"), paper.issued_by),
        ]),
        Gap(4),
        *setting.paragraph(say("paper.label.reason"), paper.reason),
        lines_table(paper.lines, setting),
        setting.half(sums),
    ]  # fmt: skip
    room = setting.size * 3.6
    foot = setting.signatures(
        SignatureLine(say("paper.sign.customer_refunded"), setting.small, room, paper.signature),
        SignatureLine(say("paper.sign.shop"), setting.small, room),
    )
    draw_document(
        setting, booklet, paper.head, title=say("paper.kind.refund"), number=paper.number, payload="",
        issued_at=paper.issued_at, body=body, foot=[foot],
    )  # fmt: skip
