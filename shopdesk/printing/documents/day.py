"""The day's page: Z when the drawer was counted and closed, X when somebody only looked."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.money import Money, total
from shopdesk.domain.papers import DayPaper
from shopdesk.printing.blocks import Block, Cell, Gap, Heading, Row, Rule, Stack, Table, Text, fact, text
from shopdesk.printing.breaking import Run
from shopdesk.printing.documents.flow import Setting, draw_document
from shopdesk.printing.documents.task import Task
from shopdesk.printing.pen import FAINT, MM, SECONDARY, Booklet
from shopdesk.printing.signatures import SignatureLine


def draw(paper: DayPaper, task: Task, booklet: Booklet) -> None:
    setting = Setting(task)
    say = setting.say
    is_close = paper.z_number > 0
    facts = setting.facts([
        fact(say("paper.day.opened"), f"{setting.moment(paper.opened_at)}\u3000{paper.opened_by}"),
        fact(say("paper.label.desk"), paper.desk, bold=True),
        fact(
            say("paper.day.closed" if is_close else "paper.day.looked"),
            f"{setting.moment(paper.closed_at)}\u3000{paper.closed_by}",
        ),
        fact(say("paper.day.entries"), f"{paper.first_entry} – {paper.last_entry}"),
    ])  # fmt: skip
    left = [*_takings(paper, setting), Gap(6), *_deposits(paper, setting), Gap(6), *_counts(paper, setting)]
    right = _denominations(paper, setting)
    body: list[Block] = [facts, Gap(5), *_tenders(paper, setting), Gap(6)]
    if setting.narrow:
        body += [*left, Gap(6), *right]
    else:
        body.append(
            Row((Cell(Stack(tuple(left)), share=1.1), Cell(Stack(tuple(right)), share=0.9)), gap=8 * MM)
        )
    body += [Gap(6), *_seal(paper, setting)]
    room = setting.size * 3.2
    foot = setting.signatures(
        SignatureLine(say("paper.day.counted_by"), setting.small, room),
        SignatureLine(say("paper.day.checked_by"), setting.small, room),
    )
    draw_document(
        setting, booklet, paper.head,
        title=say("paper.day.z" if is_close else "paper.day.x"),
        number=say("paper.day.number", number=paper.z_number) if is_close else "",
        payload="", issued_at=paper.closed_at, body=body, foot=[foot],
    )  # fmt: skip


def _takings(paper: DayPaper, setting: Setting) -> list[Block]:
    say, money = setting.say, setting.money
    blocks: list[Block] = [Heading(say("paper.day.takings"), setting.size * 1.1), Gap(2)]
    blocks += [setting.line(kind.name, money(kind.amount)) for kind in paper.sales]
    blocks += [
        Rule(1.5, 1.5, 0.5, FAINT),
        setting.line(say("paper.day.sales", n=paper.sales_count), money(paper.sales_total), bold=True),
        setting.line(say("paper.day.refunds", n=paper.refunds_count), money(paper.refunds_total)),
        setting.line(say("paper.day.net"), money(paper.net_total), bold=True, larger=1.2),
    ]
    blocks += [
        setting.line(say("paper.day.tax", name=tax.name, base=tax.base), money(tax.tax))
        for tax in paper.taxes
    ]
    return blocks


def _tenders(paper: DayPaper, setting: Setting) -> list[Block]:
    """Expected, counted, difference of each way to pay, and of the drawer as a whole."""
    say = setting.say
    rows = [
        _row((tender.name, *_amounts(setting, tender.expected, tender.counted)), setting)
        for tender in paper.tenders
    ]
    if len(paper.tenders) > 1:
        currency = paper.over_short.currency
        expected = total((tender.expected for tender in paper.tenders), currency)
        counted = total((tender.counted for tender in paper.tenders), currency)
        rows.append(_row((say("paper.sum.total"), *_amounts(setting, expected, counted)), setting, bold=True))
    heads = (
        say("paper.day.tender"),
        say("paper.day.expected"),
        say("paper.day.counted"),
        say("paper.day.difference"),
    )
    over_short = Text(
        (Run(f"{say('paper.day.over_short')}\u3000"), Run(_signed(setting, paper.over_short), bold=True)),
        setting.size * 1.2, "right",
    )  # fmt: skip
    return [
        Heading(say("paper.day.drawer"), setting.size * 1.1),
        Table(_row(heads, setting, head=True), tuple(rows)),
        Gap(3),
        over_short,
    ]


def _amounts(setting: Setting, expected: Money, counted: Money) -> tuple[str, str, str]:
    return setting.money(expected), setting.money(counted), _signed(setting, counted - expected)


def _signed(setting: Setting, amount: Money) -> str:
    return f"+{setting.money(amount)}" if amount.minor > 0 else setting.money(amount)


def _row(cells: Sequence[str], setting: Setting, *, head: bool = False, bold: bool = False) -> Row:
    size = setting.small if head or setting.narrow else setting.size
    grey = SECONDARY if head else 0.0
    name, *amounts = cells
    return Row(
        (
            Cell(text(name, size, bold=bold, grey=grey), share=0.8),
            *(Cell(text(amount, size, bold=bold, grey=grey, align="right"), share=1.0) for amount in amounts),
        ),
        gap=1.5 * MM, padding=1.6, rule=0.3 if head else FAINT,
    )  # fmt: skip


def _denominations(paper: DayPaper, setting: Setting) -> list[Block]:
    """Each note and coin, how many, what they come to."""
    if not paper.denominations:
        return []
    say, money = setting.say, setting.money
    rows = [
        _row((money(face), str(count), money(face * count)), setting) for face, count in paper.denominations
    ]
    currency = paper.over_short.currency
    sum_of_all = total((face * count for face, count in paper.denominations), currency)
    rows.append(_row((say("paper.sum.total"), "", money(sum_of_all)), setting, bold=True))
    heads = (say("paper.day.denomination"), say("paper.line.quantity"), say("paper.line.amount"))
    return [
        Heading(say("paper.day.cash_count"), setting.size * 1.1),
        Table(_row(heads, setting, head=True), tuple(rows)),
    ]


def _deposits(paper: DayPaper, setting: Setting) -> list[Block]:
    say, money = setting.say, setting.money
    return [
        Heading(say("paper.day.cash_and_deposits"), setting.size * 1.1),
        Gap(2),
        setting.line(say("paper.day.float"), money(paper.opening_float)),
        setting.line(say("paper.day.cash_moved"), _signed(setting, paper.cash_moved)),
        setting.line(say("paper.day.deposits_taken"), money(paper.deposits_taken)),
        setting.line(say("paper.day.deposits_used"), money(paper.deposits_used)),
        setting.line(say("paper.day.deposits_held"), money(paper.deposits_held), bold=True),
    ]


def _counts(paper: DayPaper, setting: Setting) -> list[Block]:
    say = setting.say
    pairs = (
        ("paper.day.tickets_in", paper.tickets_in), ("paper.day.tickets_out", paper.tickets_out),
        ("paper.day.tickets_open", paper.tickets_open), ("paper.day.drawer_opened", paper.drawer_opened),
    )  # fmt: skip
    return [
        Heading(say("paper.day.work"), setting.size * 1.1),
        Gap(2),
        *(setting.line(say(key), str(count)) for key, count in pairs),
    ]


def _seal(paper: DayPaper, setting: Setting) -> list[Block]:
    """What ties this page to the ones before: the total that is never reset, the end of the chain."""
    say = setting.say
    blocks: list[Block] = [
        Rule(0, 3, 0.8),
        setting.line(say("paper.day.running_total"), setting.money(paper.running_total), bold=True),
        Text((Run(f"{say('paper.day.chain_head')}\u3000"), Run(paper.chain_head, bold=True)), setting.small),
    ]
    if paper.note:
        blocks += [Gap(2), *setting.paragraph(say("paper.label.note"), paper.note)]
    return blocks
