"""Lucide icons in the theme's colours (ISC, resources/icons/LICENSE)."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from shopdesk.config import resource
from shopdesk.ui.common import theme


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    # Lucide draws 2 of 24; a little finer sits better beside 13 px text.
    source = source.replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(source.encode()))


def paint_icon(painter: QPainter, name: str, area: QRectF, colour: QColor) -> None:
    """Draw the icon into `area`, sharp at any scale."""
    _renderer(name, colour.name()).render(painter, area)


class _Engine(QIconEngine):
    """Asks the theme for its colour at each painting, so an icon follows a switch by itself."""

    def __init__(self, icon_name: str, token: str) -> None:
        super().__init__()
        self._name = icon_name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "faint" if mode == QIcon.Mode.Disabled else self._token
        paint_icon(painter, self._name, QRectF(rect), theme.color(token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)


def icon(name: str, token: str = "text") -> QIcon:  # noqa: S107 - a colour's name
    """The icon in the colour of `token`, for buttons and menus."""
    return QIcon(_Engine(name, token))


class IconLabel(QLabel):
    """A picture beside words: says nothing of its own to a screen reader."""

    def __init__(self, name: str, token: str = "secondary", size: int = 18) -> None:  # noqa: S107 - a colour
        super().__init__()
        self._name, self._token, self._side = name, token, size
        self.setFixedSize(size, size)
        theme.current().changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, token: str) -> None:
        self._name, self._token = name, token
        self._draw()

    @Slot()
    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        side = round(self._side * ratio)
        drawn = icon(self._name, self._token).pixmap(QSize(side, side), 1.0)
        drawn.setDevicePixelRatio(ratio)
        self.setPixmap(drawn)
