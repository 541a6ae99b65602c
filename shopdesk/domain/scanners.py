"""What a desk knows about its scanner, and how to read what a keyboard's layout made of a code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from shopdesk.domain.ids import imei_is_valid, read_code

SETUP_CODE = "SDyZ-0123456789"
"""Scanned three times to set a scanner up: all digits, and the letters that keyboards disagree on."""

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
LONGEST_PREFIX = 8


class Ending(StrEnum):
    """What a scanner sends after the code."""

    ENTER = "enter"
    TAB = "tab"
    PAUSE = "pause"
    """Nothing: the code ends where the keys stop."""


class Layout(StrEnum):
    """Where scanner and computer disagree about the keyboard."""

    SAME = "same"
    AZERTY = "azerty"
    """The computer has a French keyboard, the scanner sends the keys of an American one."""
    QWERTZ = "qwertz"
    """The computer has a German keyboard."""
    FRENCH_SCANNER = "french_scanner"
    """The other way round: the scanner is set to a French keyboard."""
    GERMAN_SCANNER = "german_scanner"


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """The scanner of one desk; as it stands here, any scanner that ends its codes with Enter or Tab works."""

    prefix: str = ""
    suffix: str = ""
    """What it adds before and behind each code, as read; not part of the code."""
    ending: Ending = Ending.ENTER
    gap_ms: int = 0
    """Median time between its keys; 0 while nobody has measured it."""
    layout: Layout = Layout.SAME
    port: str = ""
    """Serial port of a second scanner; empty for none."""
    baud: int = 9600
    camera: bool = False
    camera_id: str = ""
    """Empty for the first camera there is."""
    beep: bool = False


_AMERICAN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
_FRENCH = "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§"
_GERMAN = "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_"
_FRENCH_DIGITS = frozenset("&é\"'(-è_çà")


@lru_cache(maxsize=8)
def _table(layout: Layout) -> dict[int, str]:
    shown, meant = {
        Layout.SAME: ("", ""),
        Layout.AZERTY: (_FRENCH, _AMERICAN),
        Layout.QWERTZ: (_GERMAN, _AMERICAN),
        Layout.FRENCH_SCANNER: (_AMERICAN, _FRENCH),
        Layout.GERMAN_SCANNER: (_AMERICAN, _GERMAN),
    }[layout]
    return {ord(one): other for one, other in zip(shown, meant, strict=True)}


def as_meant(text: str, layout: Layout) -> str:
    """`text` as the scanner meant it, where the computer's keyboard is another than the scanner's."""
    return text.translate(_table(layout))


def read_keys(text: str, settings: ScannerSettings) -> str:
    """The code in what was typed: layout set right, prefix and suffix off, printable ASCII alone.

    Digits that a French keyboard turned into signs are digits again without being told.
    """
    # Input methods may have made the characters full-width.
    text = normalize("NFKC", text).strip()
    layout = settings.layout
    if layout is Layout.SAME and len(text) > 1 and _FRENCH_DIGITS.issuperset(text):
        layout = Layout.AZERTY
    return without_frame(as_meant(text, layout), settings)


def without_frame(text: str, settings: ScannerSettings) -> str:
    """The code without what the scanner puts around it."""
    code = "".join(letter for letter in text if " " <= letter <= "~").strip()
    if settings.prefix and code.startswith(settings.prefix):
        code = code[len(settings.prefix) :]
    if settings.suffix and code.endswith(settings.suffix):
        code = code[: -len(settings.suffix)]
    return code.strip()


class Checked(StrEnum):
    """What the check digits of a code say."""

    TAG = "tag"
    SLIP = "slip"
    PART = "part"
    IMEI = "imei"
    GOODS = "goods"
    """A maker's number, EAN or UPC."""
    WRONG = "wrong"
    """As long as one of the shop's codes, but the digits do not agree."""
    FOREIGN = "foreign"


def check(code: str) -> Checked:
    """Which kind of number `code` is, by its check digits."""
    own = read_code(code)
    if own is not None:
        return Checked[own.kind.name]
    if imei_is_valid(code):
        return Checked.IMEI
    if not (code.isascii() and code.isdigit()):
        return Checked.FOREIGN
    if _is_goods(code):
        return Checked.GOODS
    return Checked.WRONG if len(code) in {8, 10, 15} else Checked.FOREIGN


def is_sure(code: str) -> bool:
    """Whether the check digits alone say that this was scanned, not typed."""
    return check(code) not in {Checked.WRONG, Checked.FOREIGN}


def _is_goods(code: str) -> bool:
    if len(code) not in {8, 12, 13}:
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code)))
    return weighted % 10 == 0
