"""Words that paper has and the window does not: amounts in words, what is left of a number when masked."""

from __future__ import annotations

from functools import lru_cache

from shopdesk.domain.money import Money, decimals
from shopdesk.i18n import Catalogue


@lru_cache(maxsize=512)
def in_words(amount: Money, language: str) -> str:
    """``壹佰贰拾元整``, ``One hundred and twenty and 50/100 USD``; empty where there is no such habit.

    Chinese writes the financial capitals for the yuan alone; other currencies stand in figures there.
    """
    figures = Money(abs(amount.minor), amount.currency).plain()
    if language == "zh_CN":
        if amount.currency != "CNY":
            return ""
        import cn2an  # noqa: PLC0415 - a fifth of a second, and only for paper with an amount

        words: str = cn2an.an2cn(figures, "rmb")
        return f"负{words}" if amount.minor < 0 else words
    from num2words import num2words  # noqa: PLC0415 - as above

    whole, _, fraction = figures.partition(".")
    spoken: str = num2words(int(whole), lang="en").replace(",", "")
    cents = f" and {fraction}/{10 ** decimals(amount.currency)}" if fraction else ""
    sign = "minus " if amount.minor < 0 else ""
    words = f"{sign}{spoken}{cents} {amount.currency}"
    return words[0].upper() + words[1:]


def masked_phone(phone: str) -> str:
    """``138****4827``: enough to recognise one's own number, at least four digits of it hidden."""
    digits = "".join(char for char in phone if char.isdigit())
    if not digits:
        return ""
    tail = 4 if len(digits) >= 8 else min(2, max(len(digits) - 4, 0))
    head = min(3, max(0, len(digits) - tail - 4))
    return f"{digits[:head]}****{digits[len(digits) - tail :] if tail else ''}"


def tail(identity: str) -> str:
    """``…7316``: the last four characters of an IMEI or serial number."""
    return f"…{identity[-4:]}" if len(identity) > 4 else identity


def span(low: Money | None, high: Money | None, catalogue: Catalogue) -> str:
    """An estimate: ``¥680.00 – 860.00``, one amount where both are the same, empty where there is none."""
    ends = [amount for amount in (low, high) if amount is not None]
    if not ends:
        return ""
    if len(ends) == 1 or ends[0] == ends[1]:
        return catalogue.money(ends[0])
    return f"{catalogue.money(ends[0])} – {catalogue.money(ends[1], symbol=False)}"
