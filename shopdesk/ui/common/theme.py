"""The look of every window: tokens become fonts, a palette and one stylesheet."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from shopdesk.config import resource
from shopdesk.ui.common import tokens
from shopdesk.ui.common.stylesheet import stylesheet

Mode = Literal["light", "dark", "system"]

_SHEET_IMAGES = {
    "chevron-down": "secondary",
    "chevron-up": "secondary",
    "chevron-left": "secondary",
    "chevron-right": "secondary",
    "check": "on_accent",
    "minus": "on_accent",
    "x": "secondary",
}


class Theme(QObject):
    """Light or dark, pointer or touch. `changed` follows every switch, after the stylesheet is set."""

    changed = Signal()

    def __init__(self, mode: Mode = "light", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._touch = False
        self._app: QApplication | None = None
        self._images = QTemporaryDir()

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def name(self) -> str:
        """``light`` or ``dark``: what is shown, whatever was asked for."""
        if self._mode != "system":
            return self._mode
        hints = QGuiApplication.styleHints()
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    @property
    def touch(self) -> bool:
        return self._touch

    def control_height(self) -> int:
        return tokens.TOUCH if self._touch else tokens.CONTROL

    def color(self, token: str) -> QColor:
        return QColor(tokens.PALETTES[self.name][token])

    def use(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self._restyle()

    def use_touch(self, touch: bool) -> None:
        """Controls at least 44 px high, for fingers and gloves."""
        if touch != self._touch:
            self._touch = touch
            self._restyle()

    def apply(self, app: QApplication) -> None:
        """Take over the whole application: fonts, palette, stylesheet, focus ring."""
        from shopdesk.ui.common.focus_ring import FocusRing  # noqa: PLC0415 - it paints with this module's colours

        global _current  # noqa: PLW0603 - one application has one theme
        _current = self
        self._app = app
        load_fonts()
        app.setStyle("Fusion")
        self._restyle()
        self._ring = FocusRing(app, self)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._restyle()

    def _restyle(self) -> None:
        if self._app is None:
            self.changed.emit()
            return
        self._app.setFont(font())
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(
            stylesheet(tokens.PALETTES[self.name], self._draw_images(), touch=self._touch, pt=points)
        )
        self.changed.emit()

    def _draw_images(self) -> dict[str, str]:
        """Stylesheets take images from files only: a few icons, recoloured for this theme."""
        folder = Path(self._images.path())
        drawn = {}
        for icon, token in _SHEET_IMAGES.items():
            source = resource("icons", f"{icon}.svg").read_text(encoding="utf-8")
            file = folder / f"{self.name}-{icon}.svg"
            if not file.exists():
                file.write_text(source.replace("currentColor", self.color(token).name()), encoding="utf-8")
            drawn[icon] = file.as_posix()
        return drawn

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "canvas",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "canvas",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.BrightText: "bad",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.LinkVisited: "accent",
            QPalette.ColorRole.PlaceholderText: "secondary",
            QPalette.ColorRole.Light: "surface",
            QPalette.ColorRole.Midlight: "line",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Dark: "line_strong",
            QPalette.ColorRole.Shadow: "line",
            QPalette.ColorRole.Accent: "accent",
        }
        for role, token in roles.items():
            palette.setColor(role, self.color(token))
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("faint"))
        return palette


_current: Theme | None = None
_fonts_loaded = False


def current() -> Theme:
    """The theme the application wears; painted widgets take their colours from it."""
    global _current  # noqa: PLW0603 - see Theme.apply
    if _current is None:
        _current = Theme()
    return _current


def color(token: str) -> QColor:
    return current().color(token)


def load_fonts() -> None:
    """Register the bundled fonts once, so that screen and paper show the same letters."""
    global _fonts_loaded  # noqa: PLW0603 - fonts belong to the process
    if _fonts_loaded:
        return
    for file in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise RuntimeError(f"font {file.name} cannot be read")
    _fonts_loaded = True


def points(px: float) -> float:
    """Point size that shows as `px` logical pixels; Qt takes fractions in points only."""
    screen = QGuiApplication.primaryScreen()
    dots = screen.logicalDotsPerInch() if screen is not None else 96.0
    return px * 72.0 / dots


def font(px: float = tokens.TEXT_PX, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The one typeface at `px`; `tabular` lines figures up in columns."""
    made = QFont(tokens.FAMILY)
    made.setPointSizeF(points(px))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if bold:
        made.setWeight(QFont.Weight.Bold)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def set_kind(widget: QWidget, kind: str) -> None:
    """Give `widget` its look by the word the stylesheet knows it by."""
    set_state(widget, "kind", kind)


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet asks for, and show the difference at once."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
