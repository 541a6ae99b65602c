"""The quote that counts, in words: its lines, what they come to, alternatives, and the answer."""

from __future__ import annotations

from collections.abc import Iterator

from shopdesk.domain.quote import QuoteLine, QuoteStatus, taxed
from shopdesk.domain.tax import TaxMode
from shopdesk.services.quotes import Answered, Option, QuoteView, rate_name
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.pages.tickets.blocks import Block, Column, Fact, Grid, PillSaid, Row, Said, Section
from shopdesk.ui.pages.tickets.tongue import Tongue


def quote_section(card: TicketCard, tongue: Tongue) -> Section | None:
    quote = card.quote
    if quote is None:
        return None
    option = quote.options[quote.chosen or 0]
    blocks: list[Block] = [_lines(card, option, tongue)]
    others = [other for index, other in enumerate(quote.options) if index != (quote.chosen or 0)]
    for other in others:
        name = tongue.say("tickets.quote.alternative")
        blocks.append(Fact(name, Said(f"{_title(other, tongue)}  {tongue.money(other.total)}", "secondary")))
    if option.note:
        blocks.append(Fact(tongue.say("tickets.quote.note"), Said(option.note)))
    blocks.extend(_answer(quote, tongue))
    title = tongue.say("tickets.quote.title", no=quote.no)
    if option.title:
        title = f"{title} · {option.title}"
    return Section(title, tuple(blocks), _pill(quote, tongue), _lock(quote, tongue))


def _lines(card: TicketCard, option: Option, tongue: Tongue) -> Grid:
    columns = (
        Column(tongue.say("tickets.quote.line")),
        Column(tongue.say("tickets.quote.grade"), 88),
        Column(tongue.say("tickets.quote.warranty"), 80),
        Column(tongue.say("tickets.quote.quantity"), 48, right=True),
        Column(tongue.say("tickets.quote.amount"), 96, right=True),
    )
    from_where = {part.part_id: (part.lot, part.bin) for part in card.parts}
    rows = [_row(line, from_where.get(line.part_id or 0, ("", "")), tongue) for line in option.lines]
    rows.extend(_sums(option, tongue))
    return Grid(columns, tuple(rows))


def brief_lines(option: Option, tongue: Tongue) -> Grid:
    """The lines in a narrow column, as the customer asks: what, of which grade, how long, how much."""
    rows = []
    for line in option.lines:
        about = (
            f"{line.quantity} ×" if line.quantity > 1 else "",
            tongue.say(f"words.grade.{line.grade}") if line.grade else "",
            tongue.say("tickets.quote.warranty_of", days=tongue.say("words.days", n=line.warranty_days))
            if line.warranty_days
            else "",
        )
        note = " · ".join(words for words in about if words)
        rows.append(Row((line.name, tongue.money(line.price, symbol=False)), note))
    rows.extend(
        Row((total.cells[0], total.cells[-1]), strong=total.strong) for total in _sums(option, tongue)
    )
    return Grid((Column(""), Column("", 84, right=True)), tuple(rows))


def _row(line: QuoteLine, where: tuple[str, str], tongue: Tongue) -> Row:
    nothing = tongue.say("common.nothing")
    lot, place = where
    note = " · ".join(
        words
        for words in (
            tongue.say("tickets.parts.lot", lot=lot) if lot else "",
            tongue.say("tickets.bin", bin=place) if place else "",
        )
        if words
    )
    return Row(
        (
            line.name,
            tongue.say(f"words.grade.{line.grade}") if line.grade else nothing,
            tongue.say("words.days", n=line.warranty_days) if line.warranty_days else nothing,
            str(line.quantity),
            tongue.money(line.price, symbol=False),
        ),
        note,
    )


def _sums(option: Option, tongue: Tongue) -> Iterator[Row]:
    basket = taxed(option.lines, tongue.settings.tax_mode)
    if tongue.settings.tax_mode is TaxMode.ADDED and basket.tax:
        yield _sum(tongue.say("tickets.quote.subtotal"), tongue.money(basket.net))
        short = tongue.settings.pack.tax.short.text(tongue.catalogue.language)
        for one in basket.sums:
            if one.rate:
                yield _sum(rate_name(short, one.rate), tongue.money(one.tax))
    included = tongue.settings.tax_mode is TaxMode.INCLUDED
    key = "tickets.quote.total_included" if included else "tickets.quote.total"
    yield _sum(tongue.say(key), tongue.money(option.total), strong=True)


def _sum(name: str, amount: str, *, strong: bool = False) -> Row:
    return Row((name, "", "", "", amount), strong=strong)


def _title(option: Option, tongue: Tongue) -> str:
    return option.title or (option.lines[0].name if option.lines else tongue.say("common.nothing"))


def _pill(quote: QuoteView, tongue: Tongue) -> PillSaid:
    when = tongue.near(quote.answered_at) if quote.answered_at else ""
    match quote.status:
        case QuoteStatus.APPROVED:
            how = tongue.say(f"words.approval.{quote.answer.kind}") if quote.answer else ""
            return PillSaid(tongue.say("tickets.quote.approved", when=when, how=how), "ok", "thumbs-up")
        case QuoteStatus.DECLINED:
            return PillSaid(tongue.say("tickets.quote.declined", when=when), "warn", "thumbs-down")
        case QuoteStatus.REPLACED:
            return PillSaid(tongue.say("tickets.quote.replaced"), "neutral", "history")
        case QuoteStatus.OPEN if quote.valid_until < tongue.now:
            return PillSaid(tongue.say("tickets.quote.expired"), "bad", "clock")
        case QuoteStatus.OPEN:
            return PillSaid(tongue.say("tickets.quote.open"), "info", "hourglass")


def _lock(quote: QuoteView, tongue: Tongue) -> Said:
    if quote.approved_total is not None:
        return Said(
            tongue.say("tickets.quote.locked", amount=tongue.money(quote.approved_total)), "secondary"
        )
    until = f"{tongue.settings.local(quote.valid_until):%Y-%m-%d}"
    return Said(tongue.say("tickets.quote.until", day=until, name=quote.issued_by), "secondary")


def _answer(quote: QuoteView, tongue: Tongue) -> Iterator[Block]:
    answer = quote.answer
    if answer is None:
        return
    words = answer.reason if quote.status is QuoteStatus.DECLINED else _who(answer, tongue)
    if words:
        yield Fact(tongue.say("tickets.quote.answer"), Said(words))


def _who(answer: Answered, tongue: Tongue) -> str:
    who = " · ".join(part for part in (answer.said_by, answer.number) if part)
    if not answer.recorded_by:
        return who
    return f"{who} · {tongue.say('tickets.quote.recorded_by', name=answer.recorded_by)}"
