"""What the one box shows: hits and commands under their headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.buttons import key_cap_size, paint_key_cap
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.status import PILL_HEIGHT, Mark, paint_pill, pill_width, status_mark, status_word
from shopdesk.ui.common.tables import Index
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.shell.actions import Action, Actions, shown_shortcut

HEADING = 28
GROUPS = ("tickets", "customers", "devices", "parts", "commands")
_ICONS = {
    "tickets": "list",
    "customers": "user",
    "devices": "smartphone",
    "parts": "package",
    "commands": "command",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it leads to is a page and its target.

    `status` of a ticket becomes a pill, and so does `warning`, a key of the catalogue.
    """

    group: str
    title: str
    note: str = ""
    page_id: str = ""
    target: Mapping[str, object] = field(default_factory=dict)
    status: str = ""
    icon: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the popup: a heading, a hit or a command."""

    heading: str = ""
    hit: Hit | None = None
    action: Action | None = None


_WARNING = Mark("warn", "triangle-alert")


class Entries(QAbstractListModel):
    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return len(self.entries)

    def data(self, index: Index, role: int = 0) -> object:
        if role not in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return None
        entry = self.entries[index.row()]
        if entry.hit is not None:
            warning = self._texts.tr(entry.hit.warning) if entry.hit.warning else ""
            return " ".join(filter(None, (entry.hit.title, warning, entry.hit.note)))
        if entry.action is not None:
            return self._texts.tr(entry.action.text_key)
        return self._texts.tr(entry.heading)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entries[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Lines(QStyledItemDelegate):
    def __init__(self, view: QListView, entries: Entries, texts: Texts, actions: Actions) -> None:
        super().__init__(view)
        self._entries, self._texts, self._actions = entries, texts, actions

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, HEADING if self._entries.entries[index.row()].heading else tokens.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._entries.entries[index.row()]
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.heading:
            painter.setPen(theme.color("secondary"))
            painter.setFont(theme.font(tokens.LABEL_PX))
            painter.drawText(
                area.adjusted(12, 6, -12, 0), Qt.AlignmentFlag.AlignVCenter, self._texts.tr(entry.heading)
            )
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 6, 6)
        if entry.hit is not None:
            self._paint_hit(painter, area, entry.hit)
        elif entry.action is not None:
            self._paint_action(painter, area, entry.action)
        painter.restore()

    def _paint_hit(self, painter: QPainter, area: QRect, hit: Hit) -> None:
        right = area.right() - 14
        word, mark = "", _WARNING
        if hit.status:
            word, mark = status_word(self._texts, hit.status), status_mark(hit.status)
        elif hit.warning:
            word = self._texts.tr(hit.warning)
        if word:
            width = pill_width(word)
            pill = QRectF(right - width, area.center().y() - PILL_HEIGHT / 2 + 0.5, width, PILL_HEIGHT)
            paint_pill(painter, pill, word, mark.tone, mark.icon)
            right -= width + 10
        self._paint_words(painter, area, right, hit.icon or _ICONS[hit.group], hit.title, hit.note)

    def _paint_action(self, painter: QPainter, area: QRect, action: Action) -> None:
        right = area.right() - 14
        if action.shortcut:
            keys = shown_shortcut(action.shortcut)
            size = key_cap_size(keys)
            cap = QRectF(
                right - size.width(), area.center().y() - size.height() / 2, size.width(), size.height()
            )
            paint_key_cap(painter, cap, keys)
            right -= size.width() + 10
        title, why = self._texts.tr(action.text_key), self._actions.why_not(action)
        ink = "secondary" if why else "text"
        self._paint_words(painter, area, right, action.icon or _ICONS["commands"], title, why, ink)

    def _paint_words(
        self, painter: QPainter, area: QRect, right: int, icon: str, title: str, note: str, ink: str = "text"
    ) -> None:
        paint_icon(
            painter, icon, QRectF(area.left() + 14, area.center().y() - 7, 16, 16), theme.color("secondary")
        )
        left = area.left() + 40
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(bold=bool(note)))
        painter.setPen(theme.color(ink))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(right - left, 0))
        painter.drawText(QRect(left, area.top(), right - left, area.height()), middle, shown)
        left += metrics.horizontalAdvance(shown) + 10
        if note and left < right - 30:
            painter.setFont(theme.font())
            painter.setPen(theme.color("secondary"))
            shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, area.top(), right - left, area.height()), middle, shown)
