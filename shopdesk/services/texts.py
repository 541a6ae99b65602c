"""Checking what people type: nothing is cut silently, control characters never get in."""

from __future__ import annotations

import unicodedata

from shopdesk.errors import UserError

SHORT, LONG = 200, 4000


def _clean(text: str, *, lines: bool) -> str:
    kept = (
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"} or (lines and character == "\n")
    )
    return "".join(kept).strip()


def short_text(text: str, field: str, *, required: bool = False) -> str:
    """A name or a line, cleaned. Raises UserError when it is missing or longer than SHORT characters."""
    cleaned = _clean(text.replace("\n", " ").replace("\t", " "), lines=False)
    if required and not cleaned:
        raise UserError("problems.required", field=field)
    if len(cleaned) > SHORT:
        raise UserError("problems.too_long", field=field, most=SHORT, n=len(cleaned))
    return cleaned


def long_text(text: str, field: str, *, required: bool = False) -> str:
    """Free words of several lines. Raises UserError when missing or longer than LONG characters."""
    cleaned = _clean(text.replace("\r\n", "\n").replace("\t", " "), lines=True)
    if required and not cleaned:
        raise UserError("problems.required", field=field)
    if len(cleaned) > LONG:
        raise UserError("problems.too_long", field=field, most=LONG, n=len(cleaned))
    return cleaned


def phone_number(text: str, region: str, field: str) -> str:
    """A phone number as the region writes it; an empty one stays empty. Raises UserError.

    Short inside numbers are kept as typed: a neighbour may leave just an extension.
    """
    cleaned = short_text(text, field)
    if not cleaned:
        return ""
    digits = [character for character in cleaned if character.isdigit()]
    if not digits or any(character.isalpha() for character in cleaned) or not 3 <= len(digits) <= 17:
        raise UserError("problems.phone", field=field)
    import phonenumbers  # noqa: PLC0415 - 58 modules, wanted at the first number only

    try:
        number = phonenumbers.parse(cleaned, region)
    except phonenumbers.NumberParseException:
        return cleaned
    if not phonenumbers.is_possible_number(number):
        return cleaned
    if number.country_code == phonenumbers.country_code_for_region(region):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
