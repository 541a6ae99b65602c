"""Wording the scenes: what a customer may know of an intake, a quote, a charge, in their own language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shopdesk.domain.consent import MUST_BE_ANSWERED
from shopdesk.domain.quote import QuoteLine, taxed
from shopdesk.domain.tax import TaxMode
from shopdesk.i18n import Catalogue, catalogue
from shopdesk.services.packs import ConsentText
from shopdesk.services.quotes import Option, QuoteView, rate_name
from shopdesk.services.receipts import fault_text, paper_device
from shopdesk.services.settings import ShopSettings
from shopdesk.ui.customer_screen.scenes import (
    Asked,
    Choice,
    Condition,
    Fact,
    IdleScene,
    IntakeScene,
    Line,
    PayScene,
    QuoteScene,
    Signing,
    Way,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from shopdesk.domain.payment import Tender
    from shopdesk.services.checkout import Charge
    from shopdesk.services.intake_form import IntakeForm
    from shopdesk.services.tickets import TicketCard


def idle_scene(settings: ShopSettings) -> IdleScene:
    return IdleScene(settings.paper_language, settings.name, settings.hours, settings.phone, settings.address)


def asked(text: ConsentText, language: str, chosen: str = "", before: str = "") -> Asked:
    """One consent as the customer reads it."""
    return Asked(
        purpose=text.purpose,
        title=text.title.text(language),
        text=text.text.text(language),
        choices=tuple(Choice(one.id, one.name.text(language)) for one in text.answers),
        chosen=chosen,
        needed=text.purpose in MUST_BE_ANSWERED,
        before=before,
    )


def intake_scene(
    settings: ShopSettings,
    form: IntakeForm,
    texts: Sequence[ConsentText],
    photos: Sequence[tuple[str, QImage | None]],
    form_id: str,
    others: Sequence[str] = (),
) -> IntakeScene:
    """`others`: devices of the same visit, signed for together with this one."""
    language = form.language or settings.paper_language
    say = catalogue(language)
    device = paper_device(form.device)
    given = {entry.purpose: entry.answer_id for entry in form.consents}
    between = "、" if language == "zh_CN" else ", "
    facts = (
        ("colour", " ".join(filter(None, (device.colour, device.storage)))),
        ("identity", device.imei or device.serial),
        ("fault", fault_text(form, language)),
        ("accessories", between.join(form.accessories)),
        ("others", between.join(others)),
    )
    return IntakeScene(
        language=language,
        device=device.model or say.text("facing.intake.device"),
        facts=tuple(Fact(say.text(f"facing.intake.{name}"), words) for name, words in facts if words),
        condition=Condition(
            form.device.kind, form.marks, tuple(photos), tuple(name for name, picture in photos if picture)
        ),
        asked=tuple(asked(text, language, given.get(text.purpose, "")) for text in texts),  # type: ignore[call-overload]  # a purpose is its own name
        figures=tuple(_figures(settings, form, say)),
        terms=settings.terms(language),
        signing=Signing(form.customer.name, form.signature, form.signed_on_paper),
        form=form_id,
    )


def _figures(settings: ShopSettings, form: IntakeForm, say: Catalogue) -> Iterator[Fact]:
    ends = [form.estimate_low, form.estimate_high]
    amounts = [say.money(settings.money(end)) for end in ends if end is not None]
    if amounts:
        yield Fact(say.text("facing.intake.estimate"), " – ".join(dict.fromkeys(amounts)))
    if form.deposit is not None:
        amount = say.money(settings.money(form.deposit.amount))
        yield Fact(say.text("facing.intake.deposit"), amount)
    if form.promised_at is not None:
        yield Fact(say.text("facing.intake.promised"), say.moment(settings.local(form.promised_at)))


def consent_scene(
    language: str, device: str, text: ConsentText, chosen: str, before: str, signing: Signing, form_id: str
) -> IntakeScene:
    """One consent alone, answered anew."""
    one = replace(asked(text, language, chosen, before), needed=True)
    return IntakeScene(language=language, device=device, asked=(one,), signing=signing, form=form_id)


def quote_scene(
    settings: ShopSettings,
    card: TicketCard,
    quote: QuoteView,
    chosen: int,
    signing: Signing,
    *,
    asks: bool,
) -> QuoteScene:
    say = catalogue(card.language)
    found = card.diagnosis
    facts = []
    if found is not None:
        facts.append(Fact(say.text("facing.quote.found"), found.cause))
    if found is not None and found.plan:
        facts.append(Fact(say.text("facing.quote.plan"), found.plan))
    facts.append(Fact(say.text("facing.quote.valid"), say.day(settings.local(quote.valid_until).date())))
    return QuoteScene(
        language=card.language,
        device=card.device.title,
        ways=tuple(_way(settings, option, say) for option in quote.options),
        chosen=chosen,
        asks=asks,
        facts=tuple(facts),
        small_print=_tax_words(settings, say),
        signing=signing,
        form=f"quote {quote.id}",
    )


def _tax_words(settings: ShopSettings, say: Catalogue) -> str:
    included = settings.tax_mode is TaxMode.INCLUDED
    return say.text("facing.quote.tax_included") if included else ""


def _way(settings: ShopSettings, option: Option, say: Catalogue) -> Way:
    lines = (*_lines(settings, option.lines, say), *_taxes(settings, option.lines, say))
    title = option.title or (option.lines[0].name if option.lines else "")
    return Way(title, say.money(settings.money(option.total)), lines, option.note)


def _lines(settings: ShopSettings, lines: Sequence[QuoteLine], say: Catalogue) -> Iterator[Line]:
    for line in lines:
        name = f"{line.name} × {line.quantity}" if line.quantity > 1 else line.name
        about = (
            say.text(f"words.grade.{line.grade}") if line.grade else "",
            say.text("facing.quote.warranty", days=say.text("words.days", n=line.warranty_days))
            if line.warranty_days
            else "",
        )
        yield Line(name, say.money(settings.money(line.price)), " · ".join(filter(None, about)))


def _taxes(settings: ShopSettings, lines: Sequence[QuoteLine], say: Catalogue) -> Iterator[Line]:
    """Tax that comes on top is a line of its own."""
    if settings.tax_mode is TaxMode.INCLUDED:
        return
    short = settings.pack.tax.short.text(say.language)
    for one in taxed(lines, settings.tax_mode).sums:
        if one.rate and one.tax:
            yield Line(rate_name(short, one.rate), say.money(settings.money(one.tax)))


def pay_scene(
    settings: ShopSettings,
    card: TicketCard,
    charge: Charge,
    tenders: Sequence[Tender],
    change: int | None,
    signing: Signing,
    *,
    done: bool = False,
) -> PayScene:
    """`change` is None while what was handed over does not cover it."""
    say = catalogue(card.language)

    def amount(minor: int) -> str:
        return say.money(settings.money(minor))

    sums = [*_taxes(settings, charge.lines, say), Line(say.text("facing.pay.total"), amount(charge.total))]
    if charge.deposit:
        sums.append(Line(say.text("facing.pay.deposit"), amount(-charge.deposit)))
    to_pay = "paid" if done else "due"
    word = to_pay if charge.due > 0 else "back" if charge.due else "nothing"
    tendered = tuple(
        Line(settings.pack.tender(one.kind).name.text(card.language), amount(one.amount))
        for one in tenders
        if one.amount
    )
    return PayScene(
        language=card.language,
        device=card.device.title,
        lines=tuple(_lines(settings, charge.lines, say)),
        sums=tuple(sums),
        due_label=say.text(f"facing.pay.{word}"),
        due=amount(abs(charge.due)),
        change=amount(change) if change else "",
        tendered=tendered,
        done=done,
        small_print=_tax_words(settings, say),
        signing=signing,
        form=f"pay {card.id}",
    )
