"""The stock that opens beneath a line's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopdesk.services.stock import PartRow
from shopdesk.ui.common.kit import set_kind
from shopdesk.ui.common.tables import Column, Table
from shopdesk.ui.common.texts import Texts

_SHOWN_PARTS = 6


class StockPopup(QFrame):
    """Parts that fit what is typed; the keyboard stays in the line."""

    picked = Signal(object)

    def __init__(self, texts: Texts, money: Callable[[int], str], host: QWidget) -> None:
        super().__init__(host)
        set_kind(self, "popup")
        self.setObjectName("stock_popup")
        columns = [
            Column[PartRow]("tickets.editor.line", lambda part: part.name, stretch=True, strong=True),
            Column[PartRow](
                "tickets.editor.grade", lambda part: texts.tr(f"words.grade.{part.grade}"), width=104
            ),
            Column[PartRow]("tickets.editor.price", lambda part: money(part.price), align="right", width=104),
            Column[PartRow](
                "tickets.editor.available",
                lambda part: str(part.available),
                align="right",
                width=76,
                tone=lambda part: "" if part.available > 0 else "bad",
            ),
        ]
        self.table: Table[PartRow] = Table(texts, columns, "stock_found", name_key="tickets.editor.stock")
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(lambda _index: self.pick())
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.table)
        self.hide()

    def show_parts(self, parts: Sequence[PartRow], under: QWidget) -> None:
        """Open beneath `under`, or close where nothing fits."""
        if not parts:
            self.hide()
            return
        self.table.show_rows(parts)
        self.table.choose(0)
        host = self.parentWidget()
        if host is None:
            return
        rows = min(len(parts), _SHOWN_PARTS)
        size = QSize(
            max(under.width(), 560), 34 + rows * self.table.verticalHeader().defaultSectionSize() + 12
        )
        corner = under.mapTo(host, QPoint(0, under.height() + 4))
        if corner.y() + size.height() > host.height():
            corner.setY(under.mapTo(host, QPoint(0, 0)).y() - size.height() - 4)
        self.setGeometry(corner.x(), max(corner.y(), 0), size.width(), size.height())
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        row = self.table.currentIndex().row() + by
        self.table.choose(max(0, min(row, len(self.table.rows_model.rows) - 1)))

    def pick(self) -> None:
        part = self.table.current_row()
        self.hide()
        if part is not None:
            self.picked.emit(part)
