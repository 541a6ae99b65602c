"""A quote as it is being written: everything typed, right or wrong, and what it comes to. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shopdesk.domain.money import BadAmount, Money, parse_money
from shopdesk.domain.quote import Grade, LineKind, QuoteLine, taxed
from shopdesk.domain.tax import TaxedBasket
from shopdesk.services.quotes import Option, QuoteView
from shopdesk.services.quoting import MOST_OPTIONS
from shopdesk.services.settings import ShopSettings

MOST = MOST_OPTIONS


@dataclass(frozen=True, slots=True)
class LineDraft:
    """`price` is the text as typed."""

    kind: LineKind = LineKind.PART
    name: str = ""
    grade: Grade | None = None
    part_id: int | None = None
    price: str = ""
    quantity: int = 1
    warranty_days: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.name.strip() or self.price.strip())


@dataclass(frozen=True, slots=True)
class OptionDraft:
    title: str = ""
    note: str = ""
    lines: tuple[LineDraft, ...] = (LineDraft(),)


@dataclass(frozen=True, slots=True)
class QuoteDraft:
    options: tuple[OptionDraft, ...] = (OptionDraft(),)
    time_needed: str = ""
    notes: str = ""

    @property
    def is_empty(self) -> bool:
        words = [self.time_needed, self.notes, *(option.title + option.note for option in self.options)]
        return not any(words) and all(line.is_empty for option in self.options for line in option.lines)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell: option and line by place, `line` -1 for the option itself."""

    option: int
    line: int
    cell: str
    key: str
    values: tuple[tuple[str, object], ...] = ()


def start_line(settings: ShopSettings, kind: LineKind = LineKind.PART) -> LineDraft:
    return LineDraft(kind, warranty_days=default_days(settings, kind, None))


def default_days(settings: ShopSettings, kind: LineKind, grade: Grade | None) -> int:
    return settings.pack.warranty_rule(kind.value, grade.value if grade else None).days


def least_days(settings: ShopSettings, kind: LineKind, grade: Grade | None) -> int:
    return settings.pack.warranty_rule(kind.value, grade.value if grade else None).minimum


def next_kind(line: LineDraft) -> LineKind:
    """After a part comes the work of fitting it."""
    return LineKind.LABOUR if line.kind is LineKind.PART else LineKind.PART


def draft_of(
    quote: QuoteView | None,
    settings: ShopSettings,
    shown: Callable[[Money], str],
    covered: tuple[QuoteLine, ...] = (),
) -> QuoteDraft:
    """A new draft: what was quoted last to begin from, what the warranty covers, or one empty line."""

    def drafted(lines: tuple[QuoteLine, ...]) -> tuple[LineDraft, ...]:
        return tuple(
            LineDraft(
                line.kind,
                line.name,
                line.grade,
                line.part_id,
                shown(settings.money(line.unit_price)),
                line.quantity,
                line.warranty_days,
            )
            for line in lines
        )

    if quote is None:
        return QuoteDraft((OptionDraft(lines=drafted(covered) or (start_line(settings),)),))
    return QuoteDraft(
        tuple(OptionDraft(option.title, option.note, drafted(option.lines)) for option in quote.options)
    )


def price_of(line: LineDraft, settings: ShopSettings) -> Money | None:
    try:
        return parse_money(line.price, settings.currency)
    except BadAmount:
        return None


def sums_of(option: OptionDraft, settings: ShopSettings) -> TaxedBasket:
    """What the readable lines come to; the others count when they can be read."""
    return taxed([line for line in (_line(one, settings) for one in option.lines) if line], settings.tax_mode)


def _line(line: LineDraft, settings: ShopSettings) -> QuoteLine | None:
    price = price_of(line, settings)
    if price is None:
        return None
    return QuoteLine(
        line.kind,
        line.name,
        line.quantity,
        price.minor,
        settings.tax_rate,
        line.grade if line.kind is LineKind.PART else None,
        line.part_id if line.kind is LineKind.PART else None,
        line.warranty_days,
    )


def problems_of(draft: QuoteDraft, settings: ShopSettings) -> list[CellProblem]:
    """What cannot be read, and what the shop would refuse; empty lines are left out, not complained about."""
    found: list[CellProblem] = []
    for place, option in enumerate(draft.options):
        kept = [index for index, line in enumerate(option.lines) if not line.is_empty]
        if not kept:
            found.append(CellProblem(place, 0, "name", "problems.required"))
        for index in kept:
            found.extend(
                CellProblem(place, index, *wrong) for wrong in _line_problems(option.lines[index], settings)
            )
    return found


def _line_problems(
    line: LineDraft, settings: ShopSettings
) -> list[tuple[str, str, tuple[tuple[str, object], ...]]]:
    wrong: list[tuple[str, str, tuple[tuple[str, object], ...]]] = []
    if not line.name.strip():
        wrong.append(("name", "problems.required", ()))
    if line.kind is LineKind.PART and line.grade is None:
        wrong.append(("grade", "problems.grade_missing", ()))
    try:
        parse_money(line.price, settings.currency)
    except BadAmount as bad:
        key = "tickets.editor.price_missing" if bad.reason == "empty" else f"common.money.{bad.reason}"
        wrong.append(("unit_price", key, ()))
    least = least_days(settings, line.kind, line.grade)
    if line.warranty_days < least:
        wrong.append(("warranty_days", "tickets.editor.warranty_least", (("days", least),)))
    return wrong


def options_of(draft: QuoteDraft, settings: ShopSettings) -> tuple[Option, ...]:
    """The options to be sent; only for a draft without problems."""
    return tuple(
        Option(
            title=option.title,
            note=option.note,
            lines=tuple(
                made
                for made in (_line(line, settings) for line in option.lines if not line.is_empty)
                if made is not None
            ),
        )
        for option in draft.options
    )


def line_at(draft: QuoteDraft, option: int, sent: int) -> int:
    """The place in the editor of the line that was sent as number `sent`: empty ones were left out."""
    kept = [place for place, line in enumerate(draft.options[option].lines) if not line.is_empty]
    return kept[sent] if sent < len(kept) else 0
