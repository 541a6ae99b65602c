"""Amending an intake: everything that was taken down, to be put right; and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from shopdesk.domain.marks import Mark
from shopdesk.services.fault_book import fault_book
from shopdesk.services.intake_form import PROOFS, CheckResult, FaultHistory, IntakeRecord, Tri
from shopdesk.services.tickets import TicketCard
from shopdesk.ui.annotate.condition import ConditionView
from shopdesk.ui.common.kit import (
    Button,
    ChipRow,
    Choice,
    EnterMovesOn,
    Field,
    column,
    label,
    row,
    text_label,
)
from shopdesk.ui.common.photo_strip import PhotoStrip
from shopdesk.ui.common.signature_pad import SignaturePad
from shopdesk.ui.desk import Desk
from shopdesk.ui.pages.tickets.amend_answers import Answer, AnswerGrid, Question
from shopdesk.ui.pages.tickets.panel import Panel

_TOLD = ("dropped", "liquid", "repaired_before", "reproduced")
_WORDS = ("since", "how", "shown", "tried", "wanted")
_OPEN = ""
"""A check that nobody has answered."""


class AmendForm(Panel):
    """`record` is what stands in it; what it does not show is left as it was."""

    marks_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        texts = desk.texts
        super().__init__(texts, "ticket_amend", "amend.title", "amend.verb", wide=True)
        self._desk = desk
        self._kind, self._paper_language = "phone", texts.language
        self._base: IntakeRecord | None = None
        self._marks: tuple[Mark, ...] = ()
        self._offered: frozenset[str] = frozenset()
        self._photos: list[tuple[str, QImage | bytes | None]] = []
        self._make_told()
        self._make_tried()
        self._make_why()
        left = column(
            self.fields["fault"],
            row(self.fields["since"], self.fields["how"]),
            row(self.fields["shown"], self.fields["tried"], self.fields["wanted"]),
            self.told,
            row(self.fields["purchase_channel"], self.fields["proofs"]),
            text_label(texts, "amend.faults", "label"),
            self.faults,
            1,
            spacing=10,
        )
        right = column(
            self._condition_head(),
            self.condition,
            self._trouble,
            self.strip,
            self.fields["accessories"],
            self.accessories,
            text_label(texts, "amend.checks", "label"),
            self.checks,
            1,
            spacing=8,
        )
        inside = QWidget()
        halves = row(left, right, spacing=20)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        halves.setContentsMargins(0, 0, 6, 0)
        inside.setLayout(halves)
        area = QScrollArea()
        area.setObjectName("amend_area")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.body.addWidget(area, 1)
        signing = row(column(self.pad, self.on_paper, spacing=4), spacing=0)
        why = row(self.fields["reason"], signing, spacing=20)
        why.setStretch(0, 1)
        why.setStretch(1, 1)
        self.body.addLayout(why)
        self.foot.insertWidget(0, self.printing)
        self.end()
        EnterMovesOn(self)

    def _make_told(self) -> None:
        texts = self.texts
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(58)
        self.faults = ChipRow(texts, [])
        self.faults.setObjectName("amend_faults")
        texts.bind(self.faults.setAccessibleName, "tickets.fault.title")
        self.lines = {name: QLineEdit() for name in (*_WORDS, "purchase_channel")}
        self.proofs = ChipRow(texts, [Choice(one, f"visits.proof.{one}") for one in PROOFS])
        self.told = AnswerGrid(texts, "amend_told", self._told_words, columns=3)
        keys = {
            "since": "words.history.since",
            "how": "words.history.how",
            "shown": "visits.told.shown",
            "tried": "visits.told.tried",
            "wanted": "visits.told.wanted",
            "purchase_channel": "visits.channel",
        }
        self.fields = {name: Field(texts, keys[name], line) for name, line in self.lines.items()}
        self.fields["fault"] = Field(texts, "tickets.fault.title", self.words)
        self.fields["proofs"] = Field(texts, "visits.proofs", self.proofs)
        for name, line in self.lines.items():
            line.setObjectName(f"amend_{name}")
        self.words.setObjectName("amend_words")

    def _make_tried(self) -> None:
        texts = self.texts
        self.accessories = ChipRow(texts, [])
        self.accessories.setObjectName("amend_accessories")
        texts.bind(self.accessories.setAccessibleName, "tickets.condition.accessories")
        self.own = QLineEdit()
        self.fields["accessories"] = Field(texts, "tickets.condition.accessories", self.own)
        self.own.setObjectName("amend_own_accessories")
        texts.bind(self.own.setPlaceholderText, "amend.own_accessories")
        self.checks = AnswerGrid(texts, "amend_checks", self._check_words, columns=4)
        self.condition = ConditionView(texts, most_photos=1)
        self.condition.opened.connect(self.marks_wanted)
        self.strip = PhotoStrip(texts)
        self.strip.opened.connect(self.marks_wanted)
        self._trouble = label("error", wrap=True)
        self._trouble.hide()

    def _make_why(self) -> None:
        texts = self.texts
        self.reason = QLineEdit()
        self.fields["reason"] = Field(texts, "amend.reason", self.reason, hint_key="amend.reason_hint")
        self.reason.setObjectName("amend_reason")
        self.reason.textChanged.connect(lambda _text: self.fields["reason"].set_error(None))
        self.pad = SignaturePad(texts)
        self.pad.setObjectName("amend_pad")
        self.pad.setFixedHeight(84)
        self.on_paper = QCheckBox()
        self.on_paper.setObjectName("amend_on_paper")
        texts.bind(self.on_paper.setText, "amend.on_paper")
        self.on_paper.clicked.connect(self.pad.set_on_paper)
        self.pad.changed.connect(lambda: self.on_paper.setChecked(self.pad.on_paper))
        self.printing = QCheckBox()
        self.printing.setObjectName("amend_print")
        self.printing.setChecked(True)
        texts.bind(self.printing.setText, "amend.print")

    def _condition_head(self) -> QWidget:
        mark = Button(self.texts, "amend.marks", kind="quiet", icon="map-pin", key_hint="F4")
        mark.setObjectName("amend_marks")
        mark.clicked.connect(lambda _on=False: self.marks_wanted.emit(""))
        made = QWidget()
        head = row(text_label(self.texts, "tickets.condition.title", "label"), 1, mark)
        head.setContentsMargins(0, 0, 0, 0)
        made.setLayout(head)
        return made

    # The words of this kind of device

    def _told_words(self) -> tuple[Sequence[Question], Sequence[Answer]]:
        say = self.texts.tr
        asked = [(name, say(f"words.history.{name}")) for name in (*_TOLD, "in_warranty")]
        asked.append(("activation_lock", say("visits.lock")))
        return asked, [(tri.value, say(f"words.tri.{tri}")) for tri in (Tri.UNKNOWN, Tri.NO, Tri.YES)]

    def _check_words(self) -> tuple[Sequence[Question], Sequence[Answer]]:
        settings, language = self._desk.settings, self.texts.language
        ids = [check.id for check in settings.checks.of(self._kind)]
        ids += [check for check, _ in self._base.checks if check not in ids] if self._base else []
        answers = [(_OPEN, self.texts.tr("amend.not_tried"))]
        answers += [(result.value, self.texts.tr(f"words.check.{result}")) for result in CheckResult]
        return [(one, settings.checks.name(one, language)) for one in ids], answers

    # What stands in it

    def start(self, card: TicketCard, record: IntakeRecord) -> None:
        """Show `record` of this ticket; nothing is signed yet."""
        self._kind, self._paper_language = card.device.kind, card.language
        book, language = fault_book(), self.texts.language
        known = {fault.id for fault in book.faults(self._kind)}
        ids = [*(fault.id for fault in book.faults(self._kind))]
        ids += [one for one in record.fault_ids if one not in known]
        self.faults.set_choices([Choice(one, text=book.fault(one).name.text(language)) for one in ids])
        names = [one.name.text(card.language) for one in book.accessories(self._kind)]
        self._offered = frozenset(names)
        self.accessories.set_choices([Choice(name, text=name) for name in names])
        self.condition.set_device_kind(self._kind)
        self.show_record(record)
        self.reason.clear()
        self.pad.clear()
        self.pad.set_name(card.customer.name)
        self.printing.setChecked(True)
        self.banner.clear()
        self.clear_problems()

    def show_record(self, record: IntakeRecord) -> None:
        self._base = record
        self.told.ask_again()
        self.checks.ask_again()
        self.words.setPlainText(record.fault_words)
        self.faults.set_values(record.fault_ids)
        for name in _WORDS:
            self.lines[name].setText(getattr(record.history, name))
        self.lines["purchase_channel"].setText(record.purchase_channel)
        self.proofs.set_values(record.proofs)
        told = {name: getattr(record.history, name).value for name in _TOLD}
        told |= {"in_warranty": record.in_warranty.value, "activation_lock": record.activation_lock.value}
        self.told.show_answers(told)
        self.accessories.set_values([one for one in record.accessories if one in self._offered])
        between = "、" if self.texts.language == "zh_CN" else ", "
        self.own.setText(between.join(one for one in record.accessories if one not in self._offered))
        self.own.setCursorPosition(0)
        self.checks.show_answers({check: result.value for check, result in record.checks})
        self.show_marks(record.marks)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        self.condition.set_marks(marks)

    def show_photos(self, photos: list[tuple[str, QImage | bytes | None]]) -> None:
        self._photos = photos
        self.condition.set_photos(photos)

    def record(self) -> IntakeRecord | None:
        """What stands in the form."""
        base = self._base
        if base is None:
            return None
        told = {name: Tri(value) for name, value in self.told.answers().items()}
        tried = self.checks.answers()
        before = dict(base.checks)
        checks = [(one, CheckResult(tried[one])) for one in before if tried.get(one, _OPEN)]
        checks += [
            (one, CheckResult(result)) for one, result in tried.items() if result and one not in before
        ]
        chosen = [one for one in base.fault_ids if one in self.faults.values()]
        return replace(
            base,
            fault_ids=(*chosen, *(one for one in self.faults.values() if one not in chosen)),
            fault_words=self.words.toPlainText(),
            history=FaultHistory(
                since=self.lines["since"].text(),
                how=self.lines["how"].text(),
                shown=self.lines["shown"].text(),
                tried=self.lines["tried"].text(),
                wanted=self.lines["wanted"].text(),
                dropped=told["dropped"],
                liquid=told["liquid"],
                repaired_before=told["repaired_before"],
                reproduced=told["reproduced"],
            ),
            in_warranty=told["in_warranty"],
            activation_lock=told["activation_lock"],
            purchase_channel=self.lines["purchase_channel"].text(),
            proofs=tuple(one for one in PROOFS if one in self.proofs.values()),
            accessories=self._accessories(base),
            checks=tuple(checks),
            marks=self._marks,
            photos=tuple(name for name, _ in self._photos),
        )

    def _accessories(self, base: IntakeRecord) -> tuple[str, ...]:
        """Those that stay in their order, then what was added."""
        typed = self.own.text().replace("，", ",").replace("、", ",").split(",")
        now = [*self.accessories.values(), *(word.strip() for word in typed if word.strip())]
        kept = [one for one in base.accessories if one in now]
        return tuple(dict.fromkeys([*kept, *now]))

    def show_photo_trouble(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def clear_problems(self) -> None:
        self.show_photo_trouble("")
        for field in self.fields.values():
            field.set_error(None)

    def take_focus(self) -> None:
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
