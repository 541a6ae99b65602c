"""The voucher for money that moves without a sale: a deposit taken later, cash put in or taken out."""

from __future__ import annotations

from shopdesk.domain.papers import CashPaper
from shopdesk.printing.blocks import Block, Gap, fact
from shopdesk.printing.documents.flow import Setting, draw_document
from shopdesk.printing.documents.lines import total_lines
from shopdesk.printing.documents.task import Task
from shopdesk.printing.pen import Booklet
from shopdesk.printing.signatures import SignatureLine


def draw(paper: CashPaper, task: Task, booklet: Booklet) -> None:
    setting = Setting(task)
    say = setting.say
    body: list[Block] = [
        setting.facts([
            fact(say("paper.label.tender"), paper.tender),
            fact(say("paper.label.customer"), paper.customer_name),
            fact(say("paper.label.ticket"), paper.ticket_number),
            fact(say("paper.label.issued_by"), paper.issued_by),
            fact(say("paper.label.desk"), paper.desk),
        ]),
        Gap(4),
        *setting.paragraph(say("paper.label.reason"), paper.reason),
        setting.half(total_lines(say("paper.sum.amount"), paper.amount, (), setting, included=True)),
    ]  # fmt: skip
    room = setting.size * 3.6
    lines = [SignatureLine(say("paper.sign.shop"), setting.small, room)]
    if paper.customer_name:
        lines.insert(0, SignatureLine(say("paper.sign.customer"), setting.small, room))
    draw_document(
        setting, booklet, paper.head, title=paper.what or say("paper.kind.cash"), number=paper.number,
        payload=paper.slip_code, issued_at=paper.issued_at, body=body, foot=[setting.signatures(*lines)],
    )  # fmt: skip
