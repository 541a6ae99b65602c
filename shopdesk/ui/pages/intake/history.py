"""What was done to this device before and what of it is under warranty; a claim is one key away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.kit import (
    Button,
    Chip,
    Choice,
    Elided,
    IconLabel,
    row,
    set_kind,
    set_state,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.earlier import HistoryShown, VisitShown
from shopdesk.ui.pages.intake.suggest import close_when_left

_ROW = 50
_MOST_ROWS = 6
_WIDTH = 640
_BESIDE = 16


class _Visits(QWidget):
    """The list, painted: a row for each visit."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("intake_history_list")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.shown: tuple[VisitShown, ...] = ()
        self.here = 0
        self.claimed: int | None = None

    def show_visits(self, shown: Sequence[VisitShown], claimed: int | None) -> None:
        self.shown, self.claimed = tuple(shown), claimed
        self.here = min(self.here, max(len(self.shown) - 1, 0))
        self.setFixedHeight(_ROW * max(len(self.shown), 1))
        self.setAccessibleDescription(
            "\n".join(
                ", ".join(filter(None, (one.day, one.number, one.fault, one.done, one.warranty, one.amount)))
                for one in self.shown
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 24, _ROW * max(len(self.shown), 1))

    def pick(self, place: int) -> None:
        if 0 <= place < len(self.shown):
            self.here = place
            self.update()
            self.picked.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, one in enumerate(self.shown):
            self._paint(painter, QRectF(0, place * _ROW, self.width(), _ROW), one, place == self.here)
        painter.end()

    def _paint(self, painter: QPainter, area: QRectF, one: VisitShown, lit: bool) -> None:
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        upper = QRectF(area.left() + 10, area.top() + 5, area.width() - 20, 20)
        lower = upper.translated(0, 20)
        claimed = "✓ " if one.ticket_id == self.claimed else ""
        wide = _side(painter, upper, one.amount, "text", bold=True)
        _beginning(painter, upper, f"{claimed}{one.day}  {one.number}", one.fault, wide)
        wide = _side(painter, lower, one.warranty, one.tone)
        _beginning(painter, lower, "", one.done, wide)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pick(int(event.position().y()) // _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.pick(self.here + step)


def _side(painter: QPainter, area: QRectF, text: str, tone: str, *, bold: bool = False) -> int:
    """At the right; gives what it takes of the line."""
    painter.setFont(theme.font(tokens.LABEL_PX if not bold else tokens.TEXT_PX, bold=bold, tabular=True))
    painter.setPen(theme.color(tone))
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    return painter.fontMetrics().horizontalAdvance(text) + _BESIDE


def _beginning(painter: QPainter, area: QRectF, strong: str, words: str, kept_free: int) -> None:
    """Strong words, then others as far as there is room before what stands at the right."""
    left = area.left()
    if strong:
        painter.setFont(theme.font(bold=True, tabular=True))
        painter.setPen(theme.color("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, strong)
        left += painter.fontMetrics().horizontalAdvance(strong) + 12
    painter.setFont(theme.font())
    painter.setPen(theme.color("text" if strong else "secondary"))
    room = area.right() - kept_free - left
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(max(room, 0)))
    painter.drawText(QRectF(left, area.top(), room, area.height()), Qt.AlignmentFlag.AlignVCenter, shown)


class HistorySheet(QFrame):
    """Every visit of the device. Enter opens the ticket, a button claims on it."""

    open_wanted = Signal(int)
    claim_wanted = Signal(int)

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        set_kind(self, "popup")
        self.setObjectName("intake_history_sheet")
        self.list = _Visits()
        texts.bind(self.list.setAccessibleName, "intake.history.title")
        area = QScrollArea()
        area.setWidget(self.list)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        close = Button(texts, "common.close", kind="quiet", key_hint="Esc")
        close.clicked.connect(lambda _on=False: self.leave())
        self.claim = Button(texts, "intake.claim.this", icon="shield-check")
        self.claim.setObjectName("intake_history_claim")
        self.claim.clicked.connect(lambda _on=False: self._claim())
        self.open_ticket = Button(texts, "intake.history.open", key_hint="↵")
        self.open_ticket.clicked.connect(lambda _on=False: self._open())
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 12)
        box.setSpacing(8)
        box.addLayout(row(text_label(texts, "intake.history.title", "section"), 1, close))
        box.addWidget(area)
        box.addLayout(row(1, self.claim, self.open_ticket))
        self.list.picked.connect(lambda _place: self._settle())
        self._came_from: QWidget | None = None
        self.hide()
        close_when_left(self)

    def arm(self) -> None:
        """Look at keys before whatever else watches the form; call when the form is complete."""
        self.list.installEventFilter(self)

    def show_for(self, card: HistoryCard, shown: HistoryShown) -> None:
        self.list.here = 0
        self.refresh(shown)
        self._came_from = card.all
        high = min(len(shown.visits), _MOST_ROWS) * _ROW
        self._area.setFixedHeight(high)
        self.ensurePolished()
        at = card.mapTo(self._host, QPoint(0, card.height() + 4))
        whole = self.sizeHint().height()
        x = max(8, min(at.x(), self._host.width() - _WIDTH - 8))
        y = max(8, min(at.y(), self._host.height() - whole - 8))
        self.setGeometry(x, y, _WIDTH, whole)
        self.show()
        self.raise_()
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self, shown: HistoryShown) -> None:
        self.list.show_visits(shown.visits, shown.claimed)
        self._settle()

    def leave(self) -> None:
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        here = self._here()
        self.claim.setEnabled(here is not None and here.may_claim)
        self.open_ticket.setEnabled(here is not None)

    def _here(self) -> VisitShown | None:
        return self.list.shown[self.list.here] if self.list.shown else None

    def _open(self) -> None:
        here = self._here()
        if here is not None:
            self.hide()
            self.open_wanted.emit(here.ticket_id)

    def _claim(self) -> None:
        here = self._here()
        if here is not None and here.may_claim:
            self.claim_wanted.emit(here.ticket_id)
            self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self._open()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class HistoryCard(QFrame):
    """One line in the fault band's head: the last repair, its warranty, its price; pressed, all of them."""

    claim_wanted = Signal(object)
    """The ticket to claim on, or None to take the claim back."""
    open_wanted = Signal(int)

    def __init__(self, texts: Texts, host: QWidget) -> None:
        super().__init__()
        self.setObjectName("intake_history")
        self._texts = texts
        self._shown: HistoryShown | None = None
        self._sign = IconLabel("history", "secondary", 16)
        self._line = Elided(kind="note")
        self._line.setObjectName("intake_history_line")
        self.all = Button(texts, "intake.history.title", kind="quiet")
        self.all.setObjectName("intake_history_all")
        set_state(self.all, "compact", True)
        self.claim = Chip(Choice("claim", "intake.claim.offer"), texts)
        self.claim.setObjectName("intake_claim")
        set_state(self.claim, "compact", True)
        self.sheet = HistorySheet(texts, host)
        box = row(self._sign, spacing=6)
        box.addWidget(self._line, 1)
        box.addWidget(self.all)
        box.addWidget(self.claim)
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.all.clicked.connect(lambda _on=False: self.open())
        self.claim.clicked.connect(lambda _on=False: self.toggle())
        self.sheet.claim_wanted.connect(self.claim_wanted.emit)
        self.sheet.open_wanted.connect(self.open_wanted)
        self.hide()

    def show_history(self, shown: HistoryShown | None) -> None:
        """None where there is none, or no known device stands in the form."""
        self._shown = shown
        self.setVisible(shown is not None)
        if shown is None:
            self.sheet.hide()
            return
        self._sign.show_icon("shield-check" if shown.tone == "ok" else "history", shown.tone or "secondary")
        self._line.setText(shown.line)
        self._line.setToolTip(shown.line)
        set_state(self._line, "tone", shown.tone)
        self.all.show_key("intake.history.all", n=len(shown.visits))
        self.claim.setVisible(shown.offered is not None or shown.claimed is not None)
        self.claim.setChecked(shown.claimed is not None)
        key, values = "intake.claim.offer", {}
        if shown.claimed is not None:
            number = next((one.number for one in shown.visits if one.ticket_id == shown.claimed), "")
            key, values = "intake.claim.made", {"number": number}
        elif shown.same_fault:
            key = "intake.claim.same"
        self._texts.bind(self.claim.setText, key, **values)
        self._texts.bind(self.claim.setAccessibleName, key, **values)
        self.claim.updateGeometry()
        if self.sheet.isVisible():
            self.sheet.refresh(shown)

    def open(self) -> None:
        if self._shown is not None:
            self.sheet.show_for(self, self._shown)

    def toggle(self) -> None:
        """Claim on what is offered, or take the claim back."""
        shown = self._shown
        if shown is None:
            return
        self.claim_wanted.emit(None if shown.claimed is not None else shown.offered)
