"""Numbers that people read and codes that scanners read.

A ticket's serial runs 1, 2, 3 … without a hole; people read it with the year before it (``26-004183``).
A code is what a barcode holds: an even count of digits, the serial and two check digits. The first is
Damm's over the serial: every single wrong digit and every swap of neighbours is caught. The last is EAN's
over all before it, shifted by the kind of code; an unshifted one would be a valid EAN, so no goods from a
shelf can be taken for a tag, nor a customer's slip for the device's tag. A wrong last digit can at worst name
another kind of code, never another serial.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_SERIAL_DIGITS = 6


class CodeKind(IntEnum):
    """What a code is stuck on; the value shifts its last digit away from EAN's."""

    TAG = 5
    SLIP = 3
    PART = 7


@dataclass(frozen=True, slots=True)
class Code:
    kind: CodeKind
    serial: int


def _damm(digits: str) -> str:
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def _ean(digits: str) -> int:
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -weighted % 10


def code_for(kind: CodeKind, serial: int) -> str:
    """The digits that stand for `serial` in a barcode: 8 of them up to 999,999, then 10."""
    if serial < 1:
        raise ValueError("serials start at 1")
    digits = str(serial).rjust(_SERIAL_DIGITS, "0")
    if len(digits) % 2:
        digits = "0" + digits
    body = digits + _damm(digits)
    return f"{body}{(_ean(body) + kind) % 10}"


def read_code(text: str) -> Code | None:
    """What a scan stands for, or None where it is no code of ours."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) % 2 or not 8 <= len(digits) <= 18:
        return None
    body, serial_part = digits[:-1], digits[:-2]
    if _damm(serial_part) != body[-1]:
        return None
    shift = (int(digits[-1]) - _ean(body)) % 10
    if shift not in set(CodeKind):
        return None
    kind, serial = CodeKind(shift), int(serial_part)
    # Padding is fixed, so one serial has one code only.
    return Code(kind, serial) if serial >= 1 and code_for(kind, serial) == digits else None


def ticket_number(serial: int, year: int) -> str:
    """As read by people: ``26-004183``."""
    return f"{year % 100:02d}-{serial:06d}"


def imei_is_valid(imei: str) -> bool:
    """Fifteen digits whose last is Luhn's check digit."""
    if len(imei) != 15 or not (imei.isascii() and imei.isdigit()) or set(imei) == {"0"}:
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(imei))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
