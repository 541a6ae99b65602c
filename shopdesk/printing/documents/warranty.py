"""The warranty card: what is covered until when, what is not, and the repair's record."""

from __future__ import annotations

from shopdesk.domain.papers import WarrantyPaper
from shopdesk.printing.blocks import Block, Cell, Gap, Heading, Row, Stack, Table, fact, text
from shopdesk.printing.documents.device import device_facts
from shopdesk.printing.documents.flow import Setting, draw_document
from shopdesk.printing.documents.task import Task
from shopdesk.printing.pen import FAINT, MM, SECONDARY, Booklet
from shopdesk.printing.signatures import SignatureLine

_TERM = 27 * MM
_UNTIL = 24 * MM


def draw(paper: WarrantyPaper, task: Task, booklet: Booklet) -> None:
    setting = Setting(task)
    say = setting.say
    heading = setting.size * 1.1
    body: list[Block] = [
        setting.facts([
            fact(say("paper.label.customer"), paper.customer_name, bold=True),
            *device_facts(paper.device, setting)[:1],
            fact(say("paper.label.ticket"), paper.ticket_number),
            *device_facts(paper.device, setting)[1:],
        ]),
        Gap(4),
        Heading(say("paper.warranty.covered"), heading),
        _terms(paper, setting),
    ]  # fmt: skip
    if paper.repair_record:
        record = [fact(item.question, item.answer) for item in paper.repair_record]
        body += [Gap(6), Heading(say("paper.warranty.record"), heading), Gap(2), setting.facts(record)]
    if paper.cautions:
        body += [
            Gap(6),
            Heading(say("paper.warranty.cautions"), heading),
            Gap(2),
            *setting.numbered(paper.cautions),
        ]
    room = setting.size * 3.6
    foot = setting.signatures(
        SignatureLine(say("paper.sign.customer"), setting.small, room),
        SignatureLine(say("paper.sign.shop"), setting.small, room),
    )
    draw_document(
        setting, booklet, paper.head, title=say("paper.kind.warranty"), number=paper.number,
        payload=paper.slip_code, issued_at=paper.issued_at, body=body, foot=[foot],
    )  # fmt: skip


def _terms(paper: WarrantyPaper, setting: Setting) -> Block:
    say, size, small = setting.say, setting.size, setting.small
    head = Row((
        Cell(text(say("paper.line.item"), small, grey=SECONDARY), share=1.0),
        Cell(text(say("paper.warranty.term"), small, grey=SECONDARY), fixed=_TERM),
        Cell(text(say("paper.warranty.until"), small, grey=SECONDARY), fixed=_UNTIL),
        Cell(text(say("paper.warranty.scope"), small, grey=SECONDARY), share=1.3),
    ), gap=3 * MM, padding=1.6, rule=0.3)  # fmt: skip
    rows = []
    for term in paper.terms:
        item: Block = text(term.item, size, bold=True)
        if term.serial:
            item = Stack((item, setting.small_grey(f"{say('paper.label.serial')} {term.serial}")))
        until = setting.task.words.day(term.until) if term.until else say("paper.none")
        rows.append(
            Row((
                Cell(item, share=1.0),
                Cell(text(term.term, size), fixed=_TERM),
                Cell(text(until, size, bold=term.until is not None), fixed=_UNTIL),
                Cell(text(term.scope, size), share=1.3),
            ), gap=3 * MM, padding=1.8, rule=FAINT)
        )  # fmt: skip
    return Table(head, tuple(rows))
