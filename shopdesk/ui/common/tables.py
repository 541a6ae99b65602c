"""Tables of typed rows: one model, one view, figures lined up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QHoverEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.status import PILL_HEIGHT, Mark, paint_pill, pill_width
from shopdesk.ui.common.texts import Texts

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

# Plain ints: the model is asked thousands of times a second and enums compare slowly.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)  # no slots: Column[Row](…) could not be made with them on Python 3.11
class Column(Generic[T]):
    """One column: its title, what it says about a row, and how.

    `tone` colours the text, `pill` draws it on a soft ground with an icon, `strong` in bold. Columns of
    figures are aligned right. `width` in px; a column with `stretch` takes what is left.
    """

    title_key: str
    text: Callable[[T], str]
    align: Literal["left", "right"] = "left"
    width: int = 120
    stretch: bool = False
    strong: bool = False
    tone: Callable[[T], str] | None = None
    pill: Callable[[T], Mark | None] | None = None


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows as they came from a query, shown by columns."""

    def __init__(self, texts: Texts, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.columns = tuple(columns)
        self._rows: list[T] = []
        texts.changed.connect(self._language_changed)

    @property
    def rows(self) -> Sequence[T]:
        return self._rows

    def show_rows(self, rows: Sequence[T]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def replace_row(self, row: int, value: T) -> None:
        """One row changed: the others, and the selection, stay."""
        self._rows[row] = value
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def row_at(self, index: Index) -> T | None:
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (_DISPLAY, _TOOLTIP, _SPOKEN):
            return column.text(row)
        if role == _ALIGN:
            return _RIGHT if column.align == "right" else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return self._texts.tr(column.title_key) if column.title_key else ""
        if role == _ALIGN:
            return _RIGHT if column.align == "right" else _LEFT
        return None

    def _language_changed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))


class _Cells(QStyledItemDelegate):
    """Paints a cell; the whole row is hovered and selected, not one cell of it."""

    def __init__(self, table: Table[Any]) -> None:
        super().__init__(table)
        self._table = table
        self._font = theme.font(tabular=True)
        self._strong = theme.font(bold=True, tabular=True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._table.rows_model
        row = model.row_at(index)
        if row is None:
            return
        column = model.columns[index.column()]
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_soft"))
        elif index.row() == self._table.hovered_row:
            painter.fillRect(area, theme.color("hover"))
        painter.setPen(theme.color("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(8, 0, -8, -1)
        text = column.text(row)
        mark = column.pill(row) if column.pill is not None else None
        if mark is not None:
            width = min(pill_width(text, icon=bool(mark.icon)), inner.width())
            top = inner.center().y() - PILL_HEIGHT / 2 + 1
            paint_pill(painter, QRectF(inner.left(), top, width, PILL_HEIGHT), text, mark.tone, mark.icon)
        else:
            tone = column.tone(row) if column.tone is not None else ""
            painter.setPen(theme.color(tokens.ink_of(tone) if tone in tokens.TONES else tone or "text"))
            painter.setFont(self._strong if column.strong else self._font)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, _RIGHT if column.align == "right" else _LEFT, shown)
        painter.restore()


class Table(QTableView, Generic[T]):
    """Shows a RowsModel. Enter or a double click activates the row; one click or the arrows choose it."""

    chosen = Signal(object)
    """The row that is now current, or None."""
    activated_row = Signal(object)
    """The row that was opened with Enter or a double click."""

    def __init__(
        self,
        texts: Texts,
        columns: Sequence[Column[T]],
        name: str,
        *,
        empty_key: str = "common.table.empty",
        name_key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self._empty_key = empty_key
        self.hovered_row = -1
        self.rows_model: RowsModel[T] = RowsModel(texts, columns, self)
        self.setObjectName(name)
        if name_key:
            texts.bind(self.setAccessibleName, name_key)
        self.setModel(self.rows_model)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(32)
        head.setFixedHeight(34)
        for number, column in enumerate(columns):
            if column.stretch:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(number, column.width)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        theme.current().changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows; the same row number stays chosen when it still exists."""
        kept = self.currentIndex().row()
        self.rows_model.show_rows(rows)
        if 0 <= kept < len(rows):
            self.selectRow(kept)
        self.viewport().update()

    def current_row(self) -> T | None:
        return self.rows_model.row_at(self.currentIndex())

    def choose(self, row: int) -> None:
        self.selectRow(row)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index)
        if row is not None:
            self.activated_row.emit(row)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.rows_model.row_at(current))

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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows_model.rowCount() == 0 and self._empty_key:
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("secondary"))
            area = self.viewport().rect()
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(16, 0, -16, 0), middle, self._texts.tr(self._empty_key))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport().update()
