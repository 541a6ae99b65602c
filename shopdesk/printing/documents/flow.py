"""Documents of one column, alike on sheets and rolls: the shop's head, blocks, a foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shopdesk.domain.money import Money
from shopdesk.domain.papers import Letterhead
from shopdesk.printing import fonts
from shopdesk.printing.barcodes import CentredBars
from shopdesk.printing.blocks import Block, Cell, Fact, Gap, Row, Rule, Stack, Text, facts_grid, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.task import Task
from shopdesk.printing.heads import RollHead, SlipHead
from shopdesk.printing.pages import FlowingDocument, draw_pages
from shopdesk.printing.paper import Feed
from shopdesk.printing.pen import MM, SECONDARY, Booklet
from shopdesk.printing.rolls import draw_roll
from shopdesk.printing.signatures import SignatureLine

AMOUNT_WIDTH = 30 * MM


@dataclass(frozen=True)
class Setting:
    """Words and sizes for a document on its paper."""

    task: Task

    def say(self, key: str, **values: object) -> str:
        return self.task.words.text(key, **values)

    def money(self, amount: Money) -> str:
        return self.task.words.money(amount)

    def moment(self, value: datetime) -> str:
        return self.task.words.moment(value)

    @property
    def narrow(self) -> bool:
        return self.task.size.feed is Feed.ROLL

    @property
    def size(self) -> float:
        return self.task.size.type_size

    @property
    def small(self) -> float:
        return self.size * 0.9

    @property
    def chinese(self) -> bool:
        return self.task.words.language == "zh_CN"

    def facts(self, facts: Sequence[Fact]) -> Stack:
        """The grid of labelled values: two columns on a sheet, one on a roll; empty ones are left out."""
        told = [item for item in facts if any(run.text for run in item.runs)]
        label = self.size * (4.6 if self.chinese else 7.2)
        return facts_grid(told, self.size, columns=1 if self.narrow else 2, label_width=label)

    def line(self, label: str, value: str, *, bold: bool = False, larger: float = 1.0) -> Row:
        """A label with its amount at the right."""
        size = self.size * larger
        amount = text(value, size, bold=bold, align="right")
        needed = fonts.width(value, size, bold=bold) + 0.1
        return Row((Cell(text(label, size, bold=bold), share=1.0), Cell(amount, fixed=needed)), gap=size)

    def half(self, blocks: Sequence[Block]) -> Block:
        """Sums: the right half of a sheet, all of a roll."""
        stack = Stack(tuple(blocks))
        return stack if self.narrow else Row((Cell(Gap(0), share=0.9), Cell(stack, share=1.1)), gap=6 * MM)

    def paragraph(self, label: str, content: str) -> list[Block]:
        """A labelled text, nothing where there is none."""
        if not content:
            return []
        return [Text((Run(f"{label}\u3000", bold=True), Run(content)), self.size), Gap(2.0)]

    def numbered(self, items: Sequence[str]) -> list[Block]:
        """A numbered list in small print."""
        return [
            Row((
                Cell(text(str(number), self.small, bold=True), fixed=self.small * 1.8),
                Cell(text(item, self.small), share=1.0),
            ))
            for number, item in enumerate(items, start=1)
        ]  # fmt: skip

    def signatures(self, *lines: SignatureLine) -> Block:
        """Signature lines side by side on a sheet, one below the other on a roll."""
        if self.narrow:
            return Stack(lines)
        return Row(tuple(Cell(line, share=1.0) for line in lines), gap=8 * MM)

    def small_grey(self, content: str) -> Text:
        return text(content, self.small, grey=SECONDARY)


def draw_document(
    setting: Setting, booklet: Booklet, head: Letterhead, *,
    title: str, number: str, payload: str, issued_at: datetime,
    body: Sequence[Block], foot: Sequence[Block],
) -> None:  # fmt: skip
    """Set the document on the task's paper."""
    task = setting.task
    moment = setting.moment(issued_at)
    if task.size.feed is Feed.ROLL:
        bars = [CentredBars(payload, 9 * MM)] if payload else []
        shop = RollHead(head, title, number, moment, setting.size, task.reprint_mark, logo=task.logo(head))
        draw_roll(booklet, task.size, [shop, Gap(4), *bars, Rule(2, 4), *body, Gap(6), *foot])
        return
    slip_head = SlipHead(
        head, title, number, payload, moment, setting.size, reprint=task.reprint_mark, logo=task.logo(head)
    )
    note = "\u3000".join(
        part for part in (
            head.complaint_phone and f"{setting.say('paper.complain')} {head.complaint_phone}",
            *head.every_licence,
        ) if part
    )  # fmt: skip
    document = FlowingDocument(
        head=Stack((slip_head, Rule(2.0, 4.0, 0.8))), body=body, foot=foot,
        shop_name=head.shop_name, title=title, number=number, note=note,
    )  # fmt: skip
    draw_pages(document, task, booklet)
