"""The device as it came and as it is now, side by side; zoomed and pushed together."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from shopdesk.domain.photo_stage import PhotoStage, Verdict
from shopdesk.ui.annotate.condition import LegendLines
from shopdesk.ui.common.cover import CoverPanel
from shopdesk.ui.common.kit import (
    Button,
    Choice,
    Field,
    Segmented,
    column,
    label,
    line,
    row,
    text_label,
)
from shopdesk.ui.common.photo_strip import PhotoStrip
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.photos.folder_row import FolderRow
from shopdesk.ui.photos.looking import Looking

_STRIP = 84
_LEGEND = 200


class ComparisonPanel(CoverPanel):
    """Passive. At pickup it asks for a verdict; at the bench it only shows and takes photos."""

    verdict_given = Signal(str, str)
    """What the photos say, and in which words."""

    def __init__(self, texts: Texts, host: QWidget, stage: PhotoStage) -> None:
        super().__init__(texts, host, f"photos.compare.title_{stage}", f"photos.compare.hint_{stage}")
        self.setObjectName("comparison_panel")
        self._texts = texts
        self._stage = stage
        self.then = Looking(texts, "photos_then", outline=True)
        self.now = Looking(texts, "photos_now", outline=False)
        self.now.area.hide()
        self.legend = LegendLines(texts, boxed=False)
        self.legend.setFixedSize(_LEGEND, _STRIP)
        self.then_words = label("note")
        self.now_words = label("note")
        self.strip = PhotoStrip(texts)
        self.arrivals = FolderRow(texts)
        self.done = Button(texts, "photos.take.done", key_hint="Esc")
        self.done.setObjectName("comparison_done")
        self.done.clicked.connect(lambda _on=False: self.leave())
        self.head_end.addWidget(self.done)
        self.empty = label("secondary", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        texts.bind(self.empty.setText, "photos.compare.nothing_new")
        self.words = QLineEdit()
        self.words.setObjectName("comparison_words")
        self.words_field = Field(texts, "photos.compare.words", self.words)
        self.verdict = Segmented(texts, [Choice(one.value, f"photos.compare.{one}") for one in Verdict])
        self.verdict.setObjectName("comparison_verdict")
        self.note = Button(texts, "photos.compare.note", kind="accent", icon="check", key_hint="Ctrl ↵")
        self.note.setObjectName("comparison_note")
        self._foot = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        before = row(self.then.area, self.legend, spacing=12)
        before.setStretch(0, 1)
        left = self.then.layout()
        if isinstance(left, QVBoxLayout):
            left.addLayout(before)
        taking = QScrollArea()
        taking.setObjectName("comparison_strip")
        taking.setWidget(self.strip)
        taking.setWidgetResizable(True)
        taking.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        taking.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        taking.setFixedHeight(_STRIP)
        right = self.now.layout()
        if isinstance(right, QVBoxLayout):
            right.addWidget(self.arrivals)
            right.addWidget(taking)
        then_title = text_label(self._texts, "photos.compare.then", "section")
        now_title = text_label(self._texts, f"photos.compare.now_{self._stage}", "section")
        sides = row(
            column(row(then_title, 1, self.then_words), self.then, spacing=6),
            line(upright=True),
            column(row(now_title, 1, self.now_words), self.now, spacing=6),
            spacing=14,
        )
        sides.setStretch(0, 1)
        sides.setStretch(2, 1)
        self.body.addLayout(sides, 1)
        foot = row(self.verdict, self.words_field, self.note, spacing=12)
        foot.setStretch(1, 1)
        foot.setAlignment(self.verdict, Qt.AlignmentFlag.AlignBottom)
        foot.setAlignment(self.note, Qt.AlignmentFlag.AlignBottom)
        self._foot.setLayout(foot)
        self.body.addWidget(self._foot)
        self._foot.setVisible(self._stage is PhotoStage.PICKUP)
        # The words stand on the empty canvas.
        QVBoxLayout(self.now.canvas).addWidget(self.empty)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _connect(self) -> None:
        self.then.canvas.looked.connect(lambda: self.now.canvas.look_like(self.then.canvas))
        self.now.canvas.looked.connect(lambda: self.then.canvas.look_like(self.now.canvas))
        self.legend.pressed.connect(lambda: self.then.document.select_next(1))
        self.strip.opened.connect(self.look_at)
        self.now.shown.connect(self.strip.show_chosen)
        self.verdict.changed.connect(lambda _values: self._verdict_chosen())
        self.words.textChanged.connect(lambda _text: self.words_field.set_error(None))
        self.words.returnPressed.connect(self.give)
        self.note.clicked.connect(lambda _on=False: self.give())

    def first_focus(self) -> QWidget:
        return self.then.canvas

    def show_then(self, said: str) -> None:
        """When and by whom the device was taken in."""
        self.then_words.setText(said)

    def look_at(self, name: str) -> None:
        """One of the new photos, large."""
        self.now.show_sheet(name)
        self.strip.show_chosen(self.now.sheet)

    def show_count(self, count: int) -> None:
        """How many photos stand at the right."""
        self.now_words.setText(self._texts.tr("photos.compare.count", n=count) if count else "")
        self.empty.setVisible(count == 0)

    def ask_again(self) -> None:
        """Nothing is said yet of the device that is shown."""
        self.verdict.set_value(None)
        self.words.clear()
        self.words_field.set_error(None)

    @Slot()
    def give(self) -> None:
        """The verdict as chosen; it is asked for where there is none."""
        if self._foot.isHidden():
            return
        chosen, words = self.verdict.value(), self.words.text().strip()
        if chosen is None:
            self.words_field.set_error_key("photos.compare.choose")
            self.verdict.focus_first()
        elif chosen == Verdict.NEW_DAMAGE.value and not words:
            self.words_field.set_error_key("photos.compare.words_missing")
            self.words.setFocus()
        else:
            self.verdict_given.emit(chosen, words)

    def show_trouble(self, key: str, **values: object) -> None:
        self.words_field.set_error_key(key, **values)

    def _verdict_chosen(self) -> None:
        self.words_field.set_error(None)
        if self.verdict.value() == Verdict.NEW_DAMAGE.value:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
