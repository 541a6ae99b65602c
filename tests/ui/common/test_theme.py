"""Contrast, letters and figures: what a designer would otherwise have to check by eye after each change."""

from itertools import product

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.ui.common import theme as themes
from shopdesk.ui.common import tokens
from shopdesk.ui.common.stylesheet import stylesheet
from shopdesk.ui.common.theme import Theme

SURFACES = ("canvas", "surface", "sunken", "hover")
TEXT_ON = [
    *product(("text", "secondary"), (*SURFACES, "press")),
    *product(("accent", "info", "warn", "bad", "ok"), ("surface", "canvas", "sunken")),
    *((tokens.ink_of(tone), tokens.ground_of(tone)) for tone in tokens.TONES),
    ("text", "accent_soft"),
    ("secondary", "accent_soft"),
    *product(("on_accent",), ("accent", "accent_hover", "accent_press")),
    ("accent", "hover"),
    ("bad", "bad_soft"),
]
# Borders and pictures that carry meaning: WCAG 1.4.11 asks for 3:1.
SHAPE_ON = [("line_strong", "surface"), ("accent", "surface"), ("bad", "surface"), ("faint", "surface")]


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(name: str) -> float:
    colour = QColor(name)
    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read(mode: str, ink: str, ground: str) -> None:
    palette = tokens.PALETTES[mode]
    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), SHAPE_ON)
def test_shapes_can_be_seen(mode: str, ink: str, ground: str) -> None:
    palette = tokens.PALETTES[mode]
    assert contrast(palette[ink], palette[ground]) >= 3


def test_both_palettes_have_the_same_tokens() -> None:
    assert tokens.PALETTES["light"].keys() == tokens.PALETTES["dark"].keys()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("touch", [False, True])
def test_no_mark_is_left_in_the_sheet(mode: str, *, touch: bool) -> None:
    images = dict.fromkeys(
        ("chevron-down", "chevron-up", "chevron-left", "chevron-right", "check", "minus", "x"), "file"
    )
    sheet = stylesheet(tokens.PALETTES[mode], images, touch=touch, pt=lambda px: px)
    body = sheet.partition("*/")[2]
    assert not [mark for mark in "@$%" if mark in body]


def test_the_bundled_typeface_is_used(theme: Theme) -> None:
    assert tokens.FAMILY in QFontDatabase.families()
    assert themes.font().family() == tokens.FAMILY


def test_figures_line_up(theme: Theme) -> None:
    metrics = QFontMetricsF(themes.font(tabular=True))
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_controls_have_their_heights(theme: Theme, qtbot: QtBot) -> None:
    edit, button = QLineEdit(), QPushButton("x")
    for widget in (edit, button):
        qtbot.addWidget(widget)
        widget.show()
        assert 34 <= widget.sizeHint().height() <= 36
    theme.use_touch(True)
    for widget in (edit, button):
        assert widget.sizeHint().height() >= 40


def test_a_switch_is_told_and_changes_colours(theme: Theme, qtbot: QtBot) -> None:
    light = theme.color("canvas")
    with qtbot.waitSignal(theme.changed):
        theme.use("dark")
    assert theme.color("canvas") != light
