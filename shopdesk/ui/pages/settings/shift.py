"""How far a page is moved on its paper, as it is typed: millimetres, kept in tenths."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from shopdesk.services.desk_settings import FARTHEST_SHIFT


def tenths_of(text: str) -> int | None:
    """Tenths of a millimetre; empty is none at all, None what no ruler shows."""
    plain = text.strip().replace("−", "-").replace(",", ".").removesuffix("mm").strip()
    if not plain:
        return 0
    try:
        tenths = Decimal(plain) * 10
    except InvalidOperation:
        return None
    if not tenths.is_finite() or tenths != tenths.to_integral_value() or abs(tenths) > FARTHEST_SHIFT:
        return None
    return int(tenths)


def shift_text(tenths: int) -> str:
    """``1.5``, ``-3``; empty for a page that is not moved."""
    if not tenths:
        return ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"
