"""Codes that a keyboard's layout, a prefix or an input method has been at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.domain.scanners import (
    SETUP_CODE,
    Checked,
    Layout,
    ScannerSettings,
    as_meant,
    check,
    is_sure,
    read_keys,
    without_frame,
)

PLAIN = ScannerSettings()


@pytest.mark.parametrize(
    ("layout", "came"),
    [
        (Layout.AZERTY, "SDyW)à&é\"'(-è_ç"),
        (Layout.QWERTZ, "SDzYß0123456789"),
        (Layout.FRENCH_SCANNER, "SDyW6)!@#$%^&*("),
        (Layout.GERMAN_SCANNER, "SDzY/0123456789"),
        (Layout.SAME, SETUP_CODE),
    ],
)
def test_a_layout_is_set_right(layout: Layout, came: str) -> None:
    assert as_meant(came, layout) == SETUP_CODE


@given(st.integers(1, 99_999_999), st.sampled_from(list(CodeKind)))
def test_digits_that_a_french_keyboard_made_signs_of_are_read_untold(serial: int, kind: CodeKind) -> None:
    code = code_for(kind, serial)
    signs = code.translate(dict(zip(map(ord, "1234567890"), "&é\"'(-è_çà", strict=True)))
    assert read_keys(signs, PLAIN) == code


def test_wide_digits_are_digits() -> None:
    assert read_keys("２６００４１８３", PLAIN) == "26004183"


def test_what_the_scanner_puts_around_the_code_is_taken_off() -> None:
    framed = ScannerSettings(prefix="]C1", suffix="*")
    assert without_frame("]C126004183*", framed) == "26004183"
    assert without_frame("26004183", framed) == "26004183"


@given(st.text(max_size=80))
def test_a_code_is_printable_ascii(text: str) -> None:
    assert all(" " <= letter <= "~" for letter in read_keys(text, PLAIN))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (code_for(CodeKind.TAG, 4183), Checked.TAG),
        (code_for(CodeKind.SLIP, 4183), Checked.SLIP),
        (code_for(CodeKind.PART, 12), Checked.PART),
        ("490154203237518", Checked.IMEI),
        ("6901234567892", Checked.GOODS),
        ("26004182", Checked.WRONG),
        ("490154203237519", Checked.WRONG),
        ("DSP-14PM", Checked.FOREIGN),
        ("", Checked.FOREIGN),
    ],
)
def test_check_digits_say_what_a_code_is(code: str, said: Checked) -> None:
    assert check(code) is said
    assert is_sure(code) == (said not in {Checked.WRONG, Checked.FOREIGN})
