"""The customer's answer to a quote: which way, by signature or told by phone or message; or no."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from shopdesk.domain.quote import ApprovalKind
from shopdesk.ui.common.kit import (
    Button,
    Card,
    Choice,
    EnterMovesOn,
    Field,
    Segmented,
    column,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.tickets.blocks import Grid
from shopdesk.ui.pages.tickets.painted import Body
from shopdesk.ui.pages.tickets.panel import Panel

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """What the panel starts from: the ways offered (name, amount), who is asked, and what is noted."""

    ways: tuple[str, ...]
    lines: tuple[Grid, ...]
    """Of each way: what it holds."""
    name: str
    phone: str
    recorded: str
    """By whom and when the answer is recorded."""
    expired: str = ""


class AnswerPanel(Panel):
    """Yes or no first; then only what that answer needs."""

    changed_answer = Signal()
    chose_way = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "ticket_answer", "tickets.answer.title", "tickets.answer.verb_yes")
        self.answer = Segmented(texts, [Choice(YES, "tickets.answer.yes"), Choice(NO, "tickets.answer.no")])
        self.answer.setObjectName("answer_yes_no")
        self.answer.changed.connect(lambda _values: self._show_parts())
        self.head.addWidget(self.answer)
        self._ways = column(spacing=2)
        self._group = QButtonGroup(self)
        self.ways: list[QRadioButton] = []
        self.kind = Segmented(texts, [Choice(one.value, f"tickets.answer.by.{one}") for one in ApprovalKind])
        self.kind.setObjectName("answer_kind")
        self.kind.changed.connect(lambda _values: self._show_parts())
        self.pad = SignaturePad(texts)
        self.pad.setFixedHeight(120)
        self.paper = QCheckBox()
        self.paper.setObjectName("answer_on_paper")
        texts.bind(self.paper.setText, "tickets.answer.on_paper")
        self.paper.toggled.connect(self.pad.set_on_paper)
        self.pad.changed.connect(lambda: self.paper.setChecked(self.pad.on_paper))
        self.said_by = QLineEdit()
        self.number = QLineEdit()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(76)
        self.fields = {
            "signature": Field(texts, "tickets.answer.signature", self.pad),
            "said_by": Field(texts, "tickets.answer.who", self.said_by),
            "number": Field(texts, "tickets.answer.number", self.number),
            "reason": Field(texts, "tickets.answer.reason", self.reason, optional=True),
        }
        for name, field in self.fields.items():
            field.editor.setObjectName(f"answer_{name}")
        self.recorded = label("note", wrap=True)
        self.expired = label("strong", tone="bad", wrap=True)
        self._signed = _held(column(self.fields["signature"], self.paper))
        self._told = _held(
            column(row(self.fields["said_by"], self.fields["number"], spacing=12), self.recorded)
        )
        self._yes = _held(
            column(
                text_label(texts, "tickets.answer.way", "label"),
                self._ways,
                text_label(texts, "tickets.answer.how", "label"),
                row(self.kind, 1),
                self._signed,
                self._told,
                spacing=8,
            )
        )
        self._no = _held(
            column(text_label(texts, "tickets.answer.no_hint", "secondary"), self.fields["reason"])
        )
        for part in (self.expired, self._yes, self._no):
            self.body.addWidget(part)
        self.quote_again = Button(texts, "tickets.quote.new", kind="quiet", icon="file-text")
        self.quote_again.setObjectName("answer_quote_again")
        self.foot.insertWidget(0, self.quote_again)
        self.end()
        self._grids: tuple[Grid, ...] = ()
        self.lines = Body("answer_lines")
        self.side.addWidget(self._offered())
        self._group.idToggled.connect(self._show_lines)
        EnterMovesOn(self)

    def _offered(self) -> Card:
        """The lines of the chosen way, beside the answer: what the customer says yes to."""
        held = QWidget()
        held.setLayout(column(self.lines, 1))
        scroll = QScrollArea()
        scroll.setObjectName("answer_lines_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(held)
        offered = Card(self.texts, "tickets.answer.offered")
        offered.body.addWidget(scroll)
        return offered

    def _show_lines(self, place: int, chosen: bool) -> None:
        if chosen and place < len(self._grids):
            self.lines.show_blocks((self._grids[place],))
            self.chose_way.emit()

    def start(self, shown: AnswerShown) -> None:
        for button in self.ways:
            self._group.removeButton(button)
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.ways = []
        self._grids = shown.lines
        for place, words in enumerate(shown.ways):
            # A single & would underline the letter behind it.
            button = QRadioButton(words.replace("&", "&&"))
            button.setObjectName(f"answer_way_{place}")
            self._group.addButton(button, place)
            self._ways.addWidget(button)
            self.ways.append(button)
        self.ways[0].setChecked(True)
        for before, after in pairwise((self.answer.chips()[-1], *self.ways)):
            QWidget.setTabOrder(before, after)
        self.answer.set_value(YES)
        self.kind.set_value(ApprovalKind.SIGNATURE.value)
        self.pad.clear()
        self.pad.set_name(shown.name)
        self.paper.setChecked(False)
        self.said_by.setText(shown.name)
        self.number.setText(shown.phone)
        self.reason.clear()
        self.recorded.setText(shown.recorded)
        self.expired.setText(shown.expired)
        self.expired.setVisible(bool(shown.expired))
        self.clear_problems()
        self._show_parts()

    def clear_problems(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_error(None)

    def says_yes(self) -> bool:
        return self.answer.value() == YES

    def chosen(self) -> int:
        return self._group.checkedId()

    def approval(self) -> ApprovalKind:
        return ApprovalKind(self.kind.values()[0])

    def choose(self, answer: str, kind: ApprovalKind | None = None) -> None:
        """Set the answer as the person would."""
        self.answer.set_value(answer)
        if kind is not None:
            self.kind.set_value(kind.value)
        self._show_parts()

    def show_moment(self, recorded: str) -> None:
        self.recorded.setText(recorded)

    def take_focus(self) -> None:
        self.answer.focus_first()

    def _show_parts(self) -> None:
        yes = self.says_yes()
        signed = self.approval() is ApprovalKind.SIGNATURE
        self._yes.setVisible(yes)
        self._no.setVisible(not yes)
        self._signed.setVisible(signed)
        self._told.setVisible(not signed)
        self.commit.show_key("tickets.answer.verb_yes" if yes else "tickets.answer.verb_no")
        self.changed_answer.emit()


def _held(layout: QLayout) -> QWidget:
    held = QWidget()
    held.setLayout(layout)
    return held
