"""Lists of a million rows: only the pages in sight are held, and they are fetched off the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QHoverEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.status import PILL_HEIGHT, Mark, paint_pill, pill_width
from shopdesk.ui.common.tables import Index
from shopdesk.ui.common.texts import Texts

T = TypeVar("T")

PAGE = 128
_PAGES_HELD = 24
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPEAKS = frozenset((_DISPLAY, int(Qt.ItemDataRole.AccessibleTextRole)))
ROW_HEIGHT = 61

Answer = Callable[[Sequence[T]], None]
Loader = Callable[[int, int, Answer[T]], None]
"""Called with first row, number of rows, and whom to give them; it answers on the main thread, later."""


class WindowedModel(QAbstractListModel, Generic[T]):
    """Knows how many rows there are, and holds the pages last looked at."""

    shown_changed = Signal()

    def __init__(self, spoken: Callable[[T], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self._load: Loader[T] | None = None
        self._count = 0
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    def show_list(self, count: int, load: Loader[T], first: Sequence[T] = ()) -> None:
        """Show `count` rows; `first` are those of the first page when they are known already."""
        self.beginResetModel()
        self._generation += 1
        self._count = count
        self._load = load
        self._pages.clear()
        self._asked.clear()
        if first:
            self._pages[0] = list(first[:PAGE])
        self.endResetModel()

    def refresh(self, count: int) -> None:
        """Rows changed: fetch anew what is in sight, keep showing the old until it is here."""
        if count != self._count and self._load is not None:
            self.show_list(count, self._load)
            return
        self._generation += 1
        self._asked.clear()
        for number in list(self._pages):
            self._fetch(number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._count

    def row_at(self, row: int) -> T | None:
        """The row if its page is here; asks for it if not."""
        if not 0 <= row < self._count:
            return None
        number, offset = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._fetch(number)
            # A loader that has the rows at hand answers at once.
            page = self._pages.get(number)
        if page is None:
            return None
        self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def pages_held(self) -> int:
        return len(self._pages)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _SPEAKS:
            return None
        row = self.row_at(index.row())
        return "" if row is None else self._spoken(row)

    def _fetch(self, number: int) -> None:
        if number in self._asked or self._load is None:
            return
        self._asked.add(number)
        generation = self._generation

        def answer(rows: Sequence[T]) -> None:
            if generation == self._generation:
                self._keep(number, rows)

        self._load(number * PAGE, PAGE, answer)

    def _keep(self, number: int, rows: Sequence[T]) -> None:
        self._asked.discard(number)
        self._pages[number] = list(rows)
        self._pages.move_to_end(number)
        while len(self._pages) > _PAGES_HELD:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, self._count) - 1
        self.dataChanged.emit(self.index(number * PAGE), self.index(last))
        self.shown_changed.emit()


class TwoLines:
    """What a row of the list says: strong and time above, note and pill below."""

    __slots__ = ("mark", "note", "strong", "time", "time_tone", "word")

    def __init__(
        self,
        strong: str,
        time: str,
        note: str,
        word: str = "",
        mark: Mark | None = None,
        *,
        time_tone: str = "secondary",
    ) -> None:
        self.strong, self.time, self.note, self.word, self.mark = strong, time, note, word, mark
        self.time_tone = time_tone

    def spoken(self) -> str:
        return f"{self.strong}, {self.word}, {self.note}, {self.time}"


class _TwoLineRows(QStyledItemDelegate):
    def __init__(self, view: WindowedList[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._strong = theme.font(bold=True, tabular=True)
        self._small = theme.font(tokens.LABEL_PX, tabular=True)
        self._note = theme.font(12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_soft"))
        elif index.row() == self._view.hovered_row:
            painter.fillRect(area, theme.color("hover"))
        painter.setPen(theme.color("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        says = self._view.says(index.row())
        inner = area.adjusted(12, 8, -12, -9)
        if says is None:
            # Not here yet: quiet bars where the words will stand.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(QRectF(inner.left(), inner.top() + 4, 90, 10), 4, 4)
            painter.drawRoundedRect(QRectF(inner.left(), inner.bottom() - 14, 160, 10), 4, 4)
            return
        upper = inner.adjusted(0, 0, 0, -inner.height() // 2)
        lower = inner.adjusted(0, inner.height() // 2, 0, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._small)
        painter.setPen(theme.color(says.time_tone))
        painter.drawText(upper, right, says.time)
        time_width = painter.fontMetrics().horizontalAdvance(says.time)
        painter.setFont(self._strong)
        painter.setPen(theme.color("text"))
        room = upper.width() - time_width - 8
        painter.drawText(upper, middle, _elided(painter, says.strong, room))
        room = lower.width()
        if says.mark is not None:
            width = min(pill_width(says.word), lower.width() * 2 // 3)
            top = lower.center().y() - PILL_HEIGHT / 2 + 1
            pill = QRectF(lower.right() - width + 1, top, width, PILL_HEIGHT)
            paint_pill(painter, pill, says.word, says.mark.tone, says.mark.icon)
            room -= width + 8
        painter.setFont(self._note)
        painter.setPen(theme.color("secondary"))
        painter.drawText(lower, middle, _elided(painter, says.note, room))


def _elided(painter: QPainter, text: str, room: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)


class WindowedList(QTableView, Generic[T]):
    """Two-line rows out of a WindowedModel. Enter or double click opens, arrows and clicks choose.

    A table of one column, because a list view asks a model for every one of its rows before it shows any.
    """

    chosen = Signal(object)
    activated_row = Signal(object)

    def __init__(
        self,
        texts: Texts,
        lines: Callable[[T], TwoLines],
        name: str,
        *,
        name_key: str,
        empty_key: str = "common.table.empty",
    ) -> None:
        super().__init__()
        self._texts = texts
        self._lines = lines
        self._empty_key = empty_key
        self.rows_model: WindowedModel[T] = WindowedModel(lambda row: lines(row).spoken(), self)
        self.setObjectName(name)
        texts.bind(self.setAccessibleName, name_key)
        self.setModel(self.rows_model)
        self.setItemDelegate(_TwoLineRows(self))
        self.hovered_row = -1
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.rows_model.dataChanged.connect(self._page_came)
        self.doubleClicked.connect(self._open)
        texts.changed.connect(self.viewport().update)
        self._waiting_row = -1

    def show_list(self, count: int, load: Loader[T], first: Sequence[T] = ()) -> None:
        self.rows_model.show_list(count, load, first)

    def say_when_empty(self, key: str) -> None:
        """What an empty list says from now on: nothing there, or nothing found."""
        self._empty_key = key
        self.viewport().update()

    def says(self, row: int) -> TwoLines | None:
        value = self.rows_model.row_at(row)
        return None if value is None else self._lines(value)

    def current_row(self) -> T | None:
        return self.rows_model.row_at(self.currentIndex().row())

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self.rows_model.index(row))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        value = self.rows_model.row_at(current.row())
        # Jumped to a page that is not here: told when it comes.
        self._waiting_row = current.row() if value is None else -1
        if value is not None:
            self.chosen.emit(value)

    def _page_came(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self._waiting_row <= last.row():
            value = self.rows_model.row_at(self._waiting_row)
            self._waiting_row = -1
            if value is not None:
                self.chosen.emit(value)

    def _open(self, index: QModelIndex) -> None:
        value = self.rows_model.row_at(index.row())
        if value is not None:
            self.activated_row.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.HoverMove and isinstance(event, QHoverEvent):
            self._hover(self.rowAt(int(event.position().y())))
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Typing does not search here: it would fetch a million rows one by one."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows_model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("secondary"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            area = self.viewport().rect().adjusted(16, 0, -16, 0)
            painter.drawText(area, middle, self._texts.tr(self._empty_key))
            painter.end()
