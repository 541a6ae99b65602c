"""The list of marks: number, kind, and the words that will be printed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.marks import DamageKind, Mark
from shopdesk.ui.annotate.model import MarksDocument
from shopdesk.ui.annotate.paint import EDITOR_SIZE, paint_badge
from shopdesk.ui.common.kit import EmptyState, IconButton, column, label, row, set_state, text_label
from shopdesk.ui.common.layout import Elided
from shopdesk.ui.common.texts import Texts

MOST_WORDS = 120
"""Characters of one mark's words: what still fits a line or two of the receipt."""


class _Number(QWidget):
    """The mark's number as it stands on the picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(38, 40)
        self.number = 0
        self.chosen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_badge(painter, middle, self.number, EDITOR_SIZE, chosen=self.chosen)
        painter.end()


class _Words(QLineEdit):
    """Words of one mark. Steps back are the document's, so that typing and pins have one history."""

    entered = Signal()
    left = Signal()
    wants_step = Signal(int)
    wants_row = Signal(int)
    done = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.wants_step.emit(-1)
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.wants_step.emit(1)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.wants_row.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.done.emit()
        else:
            super().keyPressEvent(event)


class LegendRow(QFrame):
    """One mark."""

    def __init__(self, texts: Texts, document: MarksDocument) -> None:
        super().__init__()
        self._texts = texts
        self._document = document
        self._mark: Mark | None = None
        self._shown: tuple[object, ...] = ()
        self.setProperty("kind", "note_box")
        self.badge = _Number()
        self.kind = Elided("", "strong")
        self.kind_button = IconButton(texts, "chevron-down", "annotate.kind.name")
        self.words = _Words()
        self.words.setMaxLength(MOST_WORDS)
        texts.bind(self.words.setPlaceholderText, "annotate.words_hint")
        self.remove = IconButton(texts, "trash-2", "common.delete")
        for button in (self.kind_button, self.remove):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes from words to words
        box = row(
            self.badge,
            column(row(self.kind, self.kind_button, self.remove, spacing=0), self.words, spacing=2),
        )
        box.setContentsMargins(6, 2, 6, 8)
        self.setLayout(box)
        self.kind_button.clicked.connect(self._choose_kind)
        self.remove.clicked.connect(lambda _on=False: document.delete(self.number))
        self.words.textEdited.connect(lambda text: document.set_words(self.number, text))
        self.words.entered.connect(self._entered)
        self.words.left.connect(document.seal)
        self.words.wants_step.connect(lambda way: document.undo() if way < 0 else document.redo())

    @property
    def number(self) -> int:
        return self._mark.number if self._mark is not None else 0

    def show_mark(self, mark: Mark, *, selected: bool, read_only: bool) -> None:
        shown = (mark.number, mark.kind, mark.words, selected, read_only, self._texts.language)
        self._mark = mark
        if shown == self._shown and self.words.text() == mark.words:
            return  # a mark that is only carried about changes nothing here
        self._shown = shown
        if self.words.text() != mark.words:
            self.words.setText(mark.words)
            self.words.setCursorPosition(len(mark.words) if self.words.hasFocus() else 0)
        kind = self._texts.tr(f"annotate.kind.{mark.kind}")
        self.kind.setText(kind)
        self.badge.number, self.badge.chosen = mark.number, selected
        self.badge.update()
        set_state(self, "chosen", selected)
        self.words.setReadOnly(read_only)
        self.kind_button.setVisible(not read_only)
        self.remove.setVisible(not read_only)
        self.setObjectName(f"mark_{mark.number}")
        self.words.setObjectName(f"mark_words_{mark.number}")
        self.kind_button.setObjectName(f"mark_kind_{mark.number}")
        self.remove.setObjectName(f"mark_delete_{mark.number}")
        self.words.setAccessibleName(self._texts.tr("annotate.words_of", number=mark.number))
        self.kind_button.setAccessibleName(self._texts.tr("annotate.kind_of", number=mark.number, kind=kind))
        self.remove.setAccessibleName(self._texts.tr("annotate.delete_one", number=mark.number))
        self.setAccessibleName(f"{mark.number} {kind} · {mark.words}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._document.select(self.number)

    def _entered(self) -> None:
        self._document.select(self.number)
        if self._mark is not None and self._mark.words == self._document.wording(self._mark):
            self.words.selectAll()  # the suggestion gives way to what is typed

    @Slot()
    def _choose_kind(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("kind_menu")
        for kind in DamageKind:
            action = QAction(self._texts.tr(f"annotate.kind.{kind}"), menu)
            action.setCheckable(True)
            action.setChecked(self._mark is not None and self._mark.kind == kind)
            action.triggered.connect(
                lambda _on=False, chosen=kind: self._document.set_kind(self.number, chosen)
            )
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.kind_button.mapToGlobal(self.kind_button.rect().bottomLeft()))


class Legend(QWidget):
    """All marks by number; rows are kept and filled anew, so that typing never loses its place."""

    canvas_wanted = Signal()

    def __init__(self, texts: Texts, document: MarksDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marks_legend")
        self._texts = texts
        self._document = document
        self._rows: list[LegendRow] = []
        self._read_only = False
        self._count = label("note")
        self._empty = EmptyState(texts, "map-pin", "annotate.none", "annotate.none_hint")
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("marks_legend_list")
        self._scroll.setWidget(self._list)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        texts.bind(self._scroll.setAccessibleName, "annotate.legend")
        head = row(text_label(texts, "annotate.legend", "section"), 1, self._count)
        self.setLayout(column(head, self._empty, self._scroll, spacing=10))
        document.listen(self._show)
        texts.changed.connect(self._show)
        self._show()

    def rows(self) -> list[LegendRow]:
        return self._rows[: len(self._document.marks)]

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._show()

    def edit(self, number: int) -> None:
        """Put the cursor into the words of a mark."""
        for legend_row in self.rows():
            if legend_row.number == number:
                legend_row.words.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show(self) -> None:
        marks = self._document.marks
        while len(self._rows) < len(marks):
            self._rows.append(self._new_row())
        for mark, legend_row in zip(marks, self._rows, strict=False):
            chosen = mark.number == self._document.selected
            legend_row.show_mark(mark, selected=chosen, read_only=self._read_only)
            if legend_row.isHidden():
                legend_row.show()
            if chosen:
                self._scroll.ensureWidgetVisible(legend_row, 0, 8)
        for spare in self._rows[len(marks) :]:
            spare.hide()
        self._count.setText(self._texts.tr("annotate.canvas_marks", n=len(marks)) if marks else "")
        self._empty.setVisible(not marks)
        self._scroll.setVisible(bool(marks))

    def _new_row(self) -> LegendRow:
        made = LegendRow(self._texts, self._document)
        made.words.wants_row.connect(lambda way: self._step(made, way))
        made.words.done.connect(self.canvas_wanted)
        self._column.insertWidget(self._column.count() - 1, made)
        return made

    def _step(self, here: LegendRow, way: int) -> None:
        rows = self.rows()
        there = rows.index(here) + way
        if 0 <= there < len(rows):
            rows[there].words.setFocus(Qt.FocusReason.TabFocusReason)
