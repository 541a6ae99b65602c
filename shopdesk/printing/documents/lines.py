"""Lines of labour, parts and fees as a table, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.money import Money
from shopdesk.domain.papers import PaperLine, PaperTax
from shopdesk.printing.blocks import Block, Cell, Row, Rule, Stack, Table, Text, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.flow import AMOUNT_WIDTH, Setting
from shopdesk.printing.pen import FAINT, MM, SECONDARY
from shopdesk.printing.words import in_words

_GRADE = 26 * MM
_WARRANTY = 26 * MM
_QUANTITY = 13 * MM


def lines_table(lines: Sequence[PaperLine], setting: Setting) -> Block:
    """Name with serial and note beneath, grade, warranty, quantity, amount."""
    if setting.narrow:
        return Stack(tuple(_narrow_line(line, setting) for line in lines))
    say, size, small = setting.say, setting.size, setting.small
    # A column that no line fills is not there.
    graded = any(line.grade for line in lines)
    warranted = any(line.warranty for line in lines)

    def row(name: Block, grade: str, warranty: str, quantity: str, amount: str, *, head: bool) -> Row:
        def cell(content: str, width: float, align: str = "left") -> Cell:
            look = {"grey": SECONDARY} if head else {}
            return Cell(text(content, small if head else size, align=align, **look), fixed=width)  # type: ignore[arg-type]

        cells = [Cell(name, share=1.0)]
        if graded:
            cells.append(cell(grade, _GRADE))
        if warranted:
            cells.append(cell(warranty, _WARRANTY))
        cells += [cell(quantity, _QUANTITY, "right"), cell(amount, AMOUNT_WIDTH, "right")]
        return Row(tuple(cells), gap=2 * MM, padding=1.6, rule=0.3 if head else FAINT)

    names = (say(f"paper.line.{column}") for column in ("grade", "warranty", "quantity", "amount"))
    head = row(setting.small_grey(say("paper.line.item")), *names, head=True)
    rows = tuple(
        row(
            _name(line, setting),
            line.grade,
            line.warranty,
            str(line.quantity),
            setting.money(line.amount),
            head=False,
        )
        for line in lines
    )
    return Table(head, rows)


def _name(line: PaperLine, setting: Setting) -> Block:
    name = text(line.name, setting.size)
    more = _more(line, setting)
    return Stack((name, setting.small_grey(more))) if more else name


def _more(line: PaperLine, setting: Setting) -> str:
    serial = f"{setting.say('paper.label.serial')} {line.serial}" if line.serial else ""
    return "\u2002·\u2002".join(part for part in (serial, line.note) if part)


def _narrow_line(line: PaperLine, setting: Setting) -> Block:
    quantity = f"\u2002× {line.quantity}" if line.quantity != 1 else ""
    top = Row((
        Cell(Text((Run(line.name + quantity),), setting.size), share=1.0),
        Cell(text(setting.money(line.amount), setting.size, align="right"), fixed=20 * MM),
    ), gap=2 * MM)  # fmt: skip
    more = "\u2002·\u2002".join(part for part in (line.grade, line.warranty, _more(line, setting)) if part)
    return Stack((top, text(more, setting.small))) if more else top


def tax_lines(taxes: Sequence[PaperTax], setting: Setting, *, included: bool) -> list[Block]:
    """Each tax with what it is reckoned on: inside the prices, or on top of them."""
    key = "paper.sum.tax_included" if included else "paper.sum.tax_added"
    return [
        setting.line(setting.say(key, name=tax.name, base=tax.base), setting.money(tax.tax)) for tax in taxes
    ]


def total_lines(
    label: str,
    total: Money,
    taxes: Sequence[PaperTax],
    setting: Setting,
    *,
    included: bool,
    words: bool = True,
) -> list[Block]:
    """Taxes that come on top, the total large and in words, taxes that are inside."""
    blocks: list[Block] = []
    inside = tax_lines(taxes, setting, included=included)
    if not included:
        blocks += inside
    blocks += [Rule(2.0, 2.0, 0.8), setting.line(label, setting.money(total), bold=True, larger=1.35)]
    spoken = in_words(total, setting.task.words.language) if words else ""
    if spoken:
        blocks.append(text(spoken, setting.size, align="right"))
    if included:
        blocks += inside
    return blocks
