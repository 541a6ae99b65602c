"""The slim rail on the left: where one can go, who is here, and how printer and connection are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.layout import empty_out, label
from shopdesk.ui.common.pieces import Avatar, Dot
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.actions import shown_shortcut
from shopdesk.ui.shell.navigation import PageSpec

AT_BOTTOM = "settings"
_LABEL_SIZES = (tokens.LABEL_PX, 11.0, 10.5, 10.0)
PRINTER_TONES = {"ok": "ok", "waiting": "warn", "trouble": "bad", "unknown": "neutral"}


class RailButton(QPushButton):
    """A page: its picture above its name."""

    def __init__(self, spec: PageSpec, texts: Texts) -> None:
        super().__init__()
        self.page_id = spec.page_id
        self._icon_name = spec.icon
        theme.set_kind(self, "rail")
        self.setObjectName(f"rail_{spec.page_id}")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFixedSize(66, 56)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._spec, self._texts = spec, texts
        texts.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        name = self._texts.tr(self._spec.title_key)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {shown_shortcut(self._spec.shortcut)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            ink = theme.color("accent")
        else:
            ink = theme.color("text" if self.underMouse() else "secondary")
        paint_icon(painter, self._icon_name, QRectF(23, 9, 20, 20), ink)
        painter.setPen(ink)
        area = QRectF(3, 31, 60, 18)
        painter.setFont(self._fitting(int(area.width())))
        shown = painter.fontMetrics().elidedText(
            self.accessibleName(), Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()

    def _fitting(self, width: int) -> QFont:
        """Letters a little smaller where a long word ("Customers", bold) would touch the edges."""
        for size in _LABEL_SIZES:
            font = theme.font(size, bold=self.isChecked())
            if QFontMetricsF(font).horizontalAdvance(self.accessibleName()) <= width:
                break
        return font


class _Health(QPushButton):
    """A dot and a word; pressing leads to where it is put right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        theme.set_kind(self, "health")
        self.setObjectName(name)
        self.setFixedSize(66, 22)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.dot = Dot("neutral")
        self.word = label("note")
        box = QHBoxLayout(self)
        box.setContentsMargins(2, 0, 2, 0)
        box.setSpacing(5)
        box.addStretch(1)
        box.addWidget(self.dot)
        box.addWidget(self.word)
        box.addStretch(1)

    def sizeHint(self) -> QSize:
        return QSize(66, 22)


class Rail(QFrame):
    """Buttons for the pages; the person, the printer and the connection below."""

    chosen = Signal(str)
    person_pressed = Signal()
    printer_pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._buttons: dict[str, RailButton] = {}
        theme.set_kind(self, "rail")
        self.setObjectName("rail")
        self.setFixedWidth(tokens.RAIL)
        texts.bind(self.setAccessibleName, "shell.rail.name")
        self._pages = QVBoxLayout()
        self._pages.setSpacing(2)
        self._low = QVBoxLayout()
        self.printer = _Health("rail_printer")
        self.printer.clicked.connect(self.printer_pressed)
        texts.bind(self.printer.word.setText, "shell.printer.title")
        self.online = _Health("rail_online")
        self.online.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.avatar = Avatar()
        self.avatar.clicked.connect(self.person_pressed)
        box = QVBoxLayout(self)
        box.setContentsMargins(5, 8, 4, 10)
        box.setSpacing(4)
        box.addLayout(self._pages)
        box.addStretch(1)
        box.addLayout(self._low)
        for widget in (self.printer, self.online):
            box.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(2)
        box.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.show_printer("unknown")
        self.show_online(online=True)
        self.show_person("")

    def show_pages(self, specs: Sequence[PageSpec]) -> None:
        empty_out(self._pages)
        empty_out(self._low)
        self._buttons.clear()
        for spec in specs:
            button = RailButton(spec, self._texts)
            button.clicked.connect(self._clicked)
            self._buttons[spec.page_id] = button
            (self._low if spec.page_id == AT_BOTTOM else self._pages).addWidget(
                button, 0, Qt.AlignmentFlag.AlignHCenter
            )

    def buttons(self) -> list[RailButton]:
        return list(self._buttons.values())

    def show_current(self, page_id: str) -> None:
        for name, button in self._buttons.items():
            button.setChecked(name == page_id)

    def show_person(self, name: str) -> None:
        """Who is at the desk; an empty name is nobody."""
        self.avatar.show_name(name or "?")
        key, values = ("shell.rail.person", {"name": name}) if name else ("shell.rail.nobody", {})
        self._texts.bind(self.avatar.setToolTip, key, **values)
        self._texts.bind(self.avatar.setAccessibleName, key, **values)

    def show_printer(self, state: str, waiting: int = 0) -> None:
        """`state` ok, waiting, trouble or unknown; `waiting` prints in the queue."""
        self.printer.dot.set_tone(PRINTER_TONES[state])
        key = f"shell.printer.{state}"
        values: dict[str, object] = {"n": waiting} if state == "waiting" else {}
        self._texts.bind(self.printer.setToolTip, key, **values)
        self._texts.bind(self.printer.setAccessibleName, key, **values)

    def show_online(self, *, online: bool) -> None:
        self.online.dot.set_tone("ok" if online else "bad")
        key = "shell.rail.online" if online else "shell.rail.offline"
        self._texts.bind(self.online.word.setText, key)
        self._texts.bind(self.online.setAccessibleName, key)
        # Nothing to say while all is well.
        self.online.setVisible(not online)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            self.show_current(button.page_id)
            self.chosen.emit(button.page_id)
