"""The three-part receipt on paper: a sheet of three slips, a page a copy, a carbon form, or a roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopdesk.domain.papers import Copy, ReceiptPaper
from shopdesk.domain.receipt_law import tint_of
from shopdesk.domain.receipt_layout import TINT_COLOURS, Group, Section, Tint, group_of
from shopdesk.printing.barcodes import CentredBars
from shopdesk.printing.blocks import Block, Gap, Rule, Stack, facts_grid, text
from shopdesk.printing.condition import condition_blocks
from shopdesk.printing.documents.receipt_foot import foot, loose_foot, qr_code, signature_lines
from shopdesk.printing.documents.receipt_words import (
    Writer,
    amendment,
    bench_rows,
    facts,
    footer_lines,
    pickup_words,
    seal_lines,
    told_section,
)
from shopdesk.printing.documents.task import Task
from shopdesk.printing.heads import ContinuationHead, RollHead, SlipHead
from shopdesk.printing.paper import Feed
from shopdesk.printing.pen import MM, Booklet, Colour
from shopdesk.printing.rolls import draw_roll
from shopdesk.printing.slips import (
    COLUMN_GAP,
    CopyContent,
    Form,
    Slip,
    column_widths,
    continuation_slips,
    divider,
    draw_slips,
    first_slip,
)

COPIES = (Copy.SHOP, Copy.CUSTOMER, Copy.DEVICE)

_TIGHTER = ((1.0, 0.27), (1.0, 0.23), (0.96, 0.21), (0.92, 0.2), (0.88, 0.18), (0.84, 0.16), (0.82, 0.13))
"""How a full ticket is kept on one slip: share of the usual type size, and the pictures' share of the slip's
height. Below six and a half points it goes on overleaf instead, at the second of these."""

_TALLEST_PICTURE = 44.0 * MM
_ROLL_PICTURE = 26.0 * MM


def draw(paper: ReceiptPaper, task: Task, booklet: Booklet) -> None:
    """The wanted copies in their fixed order, and behind them their continuations."""
    wanted = [copy for copy in COPIES if task.copies is None or copy in task.copies]
    if task.size.feed is Feed.ROLL:
        for copy in wanted:
            draw_roll(booklet, task.size, _roll(Writer(paper, task, copy)))
        return
    if task.size.impact:
        wanted = [Copy.CUSTOMER]
    firsts = _all_on_one_slip(paper, task, wanted)
    continuations: list[Slip] = []
    if firsts is None:
        firsts = []
        for copy in wanted:
            slips = _over_several_slips(_writer(paper, task, copy, _TIGHTER[1][0]), _TIGHTER[1][1])
            firsts.append(slips[0])
            continuations += slips[1:]
    draw_slips(booklet, task.size, [*firsts, *continuations])


def _writer(paper: ReceiptPaper, task: Task, copy: Copy, type_share: float) -> Writer:
    size = replace(task.size, type_size=task.size.type_size * type_share)
    return Writer(paper, replace(task, size=size), copy)


@dataclass
class _Guess:
    """Where the last receipt on a paper fitted: a shop's receipts are much alike, so the search begins there.

    It finds the same step wherever it begins.
    """

    step: int = 0
    tightest: Copy = Copy.CUSTOMER
    """The copy that did not fit at the step before: it carries the terms, nearly always."""


_guesses: dict[tuple[str, str, tuple[Copy, ...]], _Guess] = {}


def _all_on_one_slip(paper: ReceiptPaper, task: Task, wanted: Sequence[Copy]) -> list[Slip] | None:
    """Each copy on a slip of its own, all set alike, as loosely as that allows: found by halving."""
    guess = _guesses.setdefault((task.size.name, paper.language, tuple(wanted)), _Guess())
    fitting: dict[Copy, Slip] | None = None
    low, high, at = 0, len(_TIGHTER) - 1, guess.step
    while low <= high:
        slips = _at_step(paper, task, wanted, at, guess)
        if slips is None:
            low = at + 1
        else:
            fitting, high = slips, at - 1
        # Right beside where the last one fitted it is likely not to fit any more.
        at = high if fitting and at == guess.step else (low + high + 1) // 2
    if fitting is None:
        return None
    guess.step = low
    return [fitting[copy] for copy in wanted]


def _at_step(
    paper: ReceiptPaper, task: Task, wanted: Sequence[Copy], step: int, guess: _Guess
) -> dict[Copy, Slip] | None:
    """All copies at this step of `_TIGHTER`, or None where one does not fit."""
    type_share, picture_share = _TIGHTER[step]
    slips: dict[Copy, Slip] = {}
    for copy in sorted(wanted, key=lambda copy: copy is not guess.tightest):
        writer = _writer(paper, task, copy, type_share)
        slips[copy], rest = first_slip(_content(writer, picture_share), writer.task.size)
        if rest:
            guess.tightest = copy
            return None
    return slips


def _over_several_slips(writer: Writer, picture_share: float) -> list[Slip]:
    """A copy with its continuations. The first slip says how many there are, which may cost it a line."""
    count, slips = 1, []
    for _attempt in range(_ATTEMPTS):
        content = _content(replace(writer, pages=count), picture_share)
        slip, rest = first_slip(content, writer.task.size)
        slips = [slip, *continuation_slips(content.next_head, rest, writer.task.size, content.edge)]
        if len(slips) == count:
            break
        count = len(slips)
    return slips


_ATTEMPTS = 5
"""Saying how many pages there are may need another page; twice is the rule."""


def _colour(tint: Tint) -> Colour | None:
    red, green, blue = TINT_COLOURS[tint]
    return None if tint is Tint.WHITE else (red / 255, green / 255, blue / 255)


def _content(writer: Writer, picture_share: float) -> CopyContent:
    paper, task, size = writer.paper, writer.task, writer.size
    left_width, right_width = column_widths(task.size)
    tint = _colour(tint_of(writer.copy, writer.layout))
    head = SlipHead(
        paper.head, writer.title, paper.number, writer.payload, task.words.moment(paper.received_at),
        size, tint, task.reprint_mark, paper.visit, task.logo(paper.head),
    )  # fmt: skip
    grid = facts_grid(
        facts(writer), size * 1.04, columns=2, label_width=writer.label_width,
        shares=(left_width, right_width), gap=COLUMN_GAP, leading=1.36,
    )  # fmt: skip
    pictures = min(task.size.band_height * picture_share * MM, _TALLEST_PICTURE)
    left, right = _columns(writer, (left_width, right_width), pictures)
    left = [*amendment(writer), *left]

    def next_head(page: int) -> Block:
        of = writer.say("paper.page_of", page=page, pages=writer.pages)
        return ContinuationHead(
            paper.head.shop_name, writer.title, paper.number, of, size, tint, task.reprint_mark
        )

    edge = None if tint is None else (tint[0] ** 2, tint[1] ** 2, tint[2] ** 2)
    return CopyContent(
        head, Stack((divider(), grid, divider())), tuple(left), tuple(right), foot(writer), next_head,
        loose_foot(writer), edge,
    )  # fmt: skip


def _columns(writer: Writer, widths: tuple[float, float], tall: float) -> tuple[list[Block], list[Block]]:
    """The body's sections in order. The condition opens the second column, as pictures stand best at the
    right; where it comes first, it has the first column to itself.
    """
    body = [section for section in writer.sections if group_of(section) is Group.BODY]
    if Section.CONDITION not in body:
        return [block for section in body for block in _section(writer, section, widths[0], tall)], []
    parting = body.index(Section.CONDITION) or 1
    left, right = (
        [block for section in part for block in _section(writer, section, width, tall)]
        for part, width in zip((body[:parting], body[parting:]), widths, strict=True)
    )
    return left, right


def _section(writer: Writer, section: Section, width: float, tall: float) -> list[Block]:
    match section:
        case Section.CONDITION:
            return [Gap(1.2), *_condition(writer, width, tall)]
        case Section.BENCH:
            return [Gap(3.0), Form(bench_rows(writer), writer.small, writer.size * 9.5, writer.size * 2.05)]
        case _:
            return told_section(writer, section)


def _condition(writer: Writer, width: float, tall: float) -> list[Block]:
    paper, task = writer.paper, writer.task
    # Needles strike no photo that says anything; the legend names it.
    photos = () if writer.carbon else paper.photos
    return condition_blocks(
        paper.device, paper.marks, photos, task.photo, task.words,
        width=width, tall=tall, size=writer.small, dots_per_mm=task.size.dots_per_mm,
        confirmed=writer.say("paper.condition.confirmed") if paper.marks else "",
    )  # fmt: skip


def _roll(writer: Writer) -> list[Block]:
    """A copy as one column."""
    paper, task, size = writer.paper, writer.task, writer.size
    width = (task.size.width - 2 * task.size.margin) * MM
    moment = task.words.moment(paper.received_at)
    head = RollHead(
        paper.head, writer.title, paper.number, moment, size, task.reprint_mark, paper.visit,
        task.logo(paper.head),
    )  # fmt: skip
    blocks: list[Block] = [
        head,
        Gap(4),
        *([CentredBars(writer.payload, 10 * MM)] if writer.payload else []),
        Rule(4, 4),
        facts_grid(facts(writer), size, columns=1, label_width=writer.label_width),
        Rule(4, 4),
        *amendment(writer),
    ]
    for section in writer.sections:
        if section is Section.BENCH:
            blocks += [Gap(6), Form(bench_rows(writer), writer.small, size * 6.5, size * 4.2), Gap(4)]
        elif group_of(section) is Group.BODY:
            blocks += _section(writer, section, width, _ROLL_PICTURE)
            blocks.append(Gap(2.4))
    return [*blocks, *_roll_foot(writer)]


def _roll_foot(writer: Writer) -> list[Block]:
    blocks: list[Block] = [Gap(2), *footer_lines(writer)]
    if writer.shows(Section.PICKUP):
        blocks += pickup_words(writer)
    if writer.shows(Section.SIGNATURES):
        if writer.copy is not Copy.DEVICE:
            blocks.append(text(writer.say("paper.sign.statement"), writer.caption))
        blocks += signature_lines(writer, writer.size * 4.6)
    qr = qr_code(writer)
    return [*blocks, Gap(4), *([qr, Gap(4)] if qr is not None else []), *seal_lines(writer, align="left")]
