"""Pages of flowing documents: a head, blocks one below the other, a foot on the last page, numbers on all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.printing.blocks import Block, Gap, fill
from shopdesk.printing.documents.task import Task
from shopdesk.printing.heads import ContinuationHead
from shopdesk.printing.pen import MM, SECONDARY, Booklet

_FOOT_SIZE = 7.0


@dataclass(frozen=True)
class FlowingDocument:
    """What a document says, in order. `foot` (sign-off) stays together at the end."""

    head: Block
    body: Sequence[Block]
    foot: Sequence[Block]
    shop_name: str
    title: str
    number: str
    note: str = ""
    """Small print at the bottom of each page."""


def draw_pages(document: FlowingDocument, task: Task, booklet: Booklet) -> None:
    """Set the document on as many pages as it needs."""
    size = task.size
    x = size.margin * MM
    width = (size.width - 2 * size.margin) * MM
    top = size.top * MM + 4.0
    bottom = (size.height - size.top) * MM - _FOOT_SIZE * 1.8
    next_head = ContinuationHead(
        document.shop_name, document.title, document.number, task.words.text("paper.continued"),
        size.type_size, reprint=task.reprint_mark,
    )  # fmt: skip
    pages: list[list[tuple[Block, float]]] = []
    rest: list[Block] = list(document.body)
    foot_height = sum(block.height(width) for block in document.foot)
    while True:
        head: Block = document.head if not pages else next_head
        y = top
        placed: list[tuple[Block, float]] = [(head, y)]
        y += head.height(width)
        taken, rest = fill(rest, width, bottom - y)
        if not taken and rest:
            taken, rest = [rest[0]], rest[1:]
        for block in taken:
            placed.append((block, y))
            y += block.height(width)
        pages.append(placed)
        if rest:
            continue
        if y + foot_height <= bottom + 0.01 or (len(placed) == 1 and len(pages) > 1):
            _stand(placed, document.foot, width, bottom)
            break
        rest = [Gap(0.1)]
    for number, placed in enumerate(pages, start=1):
        pen = booklet.page(size)
        for block, y in placed:
            block.draw(pen, x, y, width)
        baseline = bottom + _FOOT_SIZE * 1.6
        if document.note:
            pen.text(x, baseline, document.note, _FOOT_SIZE, grey=SECONDARY)
        if len(pages) > 1:
            of = task.words.text("paper.page_of", page=number, pages=len(pages))
            pen.text_right(x + width, baseline, of, _FOOT_SIZE, grey=SECONDARY)


def _stand(placed: list[tuple[Block, float]], foot: Sequence[Block], width: float, bottom: float) -> None:
    """The foot at the bottom of the page."""
    y = bottom - sum(block.height(width) for block in foot)
    for block in foot:
        placed.append((block, y))
        y += block.height(width)
