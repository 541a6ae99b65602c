"""Buttons: the one main step, the others, and the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.texts import Texts

_INK = {
    "primary": "on_accent",
    "accent": "on_accent",
    "danger": "bad",
    "quiet": "accent",
}
_GAP = 8


class Button(QPushButton):
    """A button of one `kind`: primary, accent, secondary, quiet, danger or tile.

    `key_hint` (``Ctrl ↵``, ``F6``) is drawn as a key cap at the right; it only shows, the shortcut is the
    action's. The text is a message key; the accessible name follows it.
    """

    def __init__(
        self, texts: Texts, key: str, *, kind: str = "secondary", icon: str = "", key_hint: str = ""
    ) -> None:
        super().__init__()
        self._texts = texts
        self._kind = kind
        self._icon_name = icon
        self._key_hint = key_hint
        theme.set_kind(self, kind)
        self.setObjectName(key.replace(".", "_"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_key(key)

    def show_key(self, key: str, **values: object) -> None:
        """Say something else from now on."""
        self._texts.bind(self.setText, key, **values)
        self._texts.bind(self.setAccessibleName, key, **values)

    def show_hint(self, key_hint: str) -> None:
        self._key_hint = key_hint
        self.updateGeometry()
        self.update()

    def show_icon(self, name: str) -> None:
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        theme.set_kind(self, kind)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        extra = key_cap_size(self._key_hint).width() + _GAP if self._key_hint else 0
        extra += 16 + 6 if self._icon_name else 0
        return QSize(hint.width() + extra, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_face(painter)
        painter.end()

    def _paint_face(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.color(_INK.get(self._kind, "text") if self.isEnabled() else "faint")
        metrics = self.fontMetrics()
        text_width = metrics.horizontalAdvance(self.text())
        icon_width = 16 + (6 if self.text() else 0) if self._icon_name else 0
        hint = key_cap_size(self._key_hint)
        hint_width = hint.width() + _GAP if self._key_hint else 0
        room = self.width() - 16
        text_width = min(text_width, max(room - icon_width - hint_width, 0))
        left = (self.width() - text_width - icon_width - hint_width) / 2
        middle = self.height() / 2
        if self._icon_name:
            paint_icon(painter, self._icon_name, QRectF(left, middle - 8, 16, 16), ink)
            left += icon_width
        painter.setPen(ink)
        painter.setFont(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, text_width + 1)
        painter.drawText(QRectF(left, 0, text_width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if self._key_hint:
            cap = QRectF(left + text_width + _GAP, middle - hint.height() / 2, hint.width(), hint.height())
            cap_ink = _INK.get(self._kind, "secondary") if self.isEnabled() else "faint"
            paint_key_cap(painter, cap, self._key_hint, ink_name=cap_ink)


def key_cap_size(text: str) -> QSize:
    metrics = QFontMetricsF(theme.font(tokens.LABEL_PX))
    return QSize(round(metrics.horizontalAdvance(text)) + 12, 20)


def paint_key_cap(painter: QPainter, cap: QRectF, text: str, *, ink_name: str = "secondary") -> None:
    """A key as it looks on a keyboard: line around, a thicker one below."""
    ink = theme.color(ink_name)
    line = theme.color("line_strong") if ink_name == "secondary" else theme.color(ink_name)
    if ink_name == "secondary":
        line.setAlphaF(0.55)
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.drawLine(int(cap.left()) + 3, int(cap.bottom()) - 1, int(cap.right()) - 3, int(cap.bottom()) - 1)
    painter.setPen(ink)
    painter.setFont(theme.font(tokens.LABEL_PX))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)


class PrimaryButton(Button):
    """The one filled button of a page."""

    def __init__(self, texts: Texts, key: str, *, icon: str = "", key_hint: str = "") -> None:
        super().__init__(texts, key, kind="primary", icon=icon, key_hint=key_hint)


class IconButton(QPushButton):
    """A button that shows a picture; its words are the tooltip and the accessible name."""

    def __init__(self, texts: Texts, icon: str, key: str) -> None:
        super().__init__()
        self._icon_name = icon
        theme.set_kind(self, "icon")
        self.setObjectName(key.replace(".", "_"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        texts.bind(self.setToolTip, key)
        texts.bind(self.setAccessibleName, key)

    def show_icon(self, name: str) -> None:
        self._icon_name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = 18
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        token = "secondary" if self.isEnabled() else "faint"
        paint_icon(painter, self._icon_name, area, theme.color(token))
        painter.end()
