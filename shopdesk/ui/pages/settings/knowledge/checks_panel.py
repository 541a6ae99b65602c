"""What is tried at intake on each kind of device: the list in its order, and what could be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from shopdesk.domain.roles import Permission
from shopdesk.errors import Conflict
from shopdesk.services.check_lists import CheckWanted, SaveChecks
from shopdesk.services.fault_book import DEVICE_KINDS, Check, fault_book
from shopdesk.services.packs import Words
from shopdesk.services.work import Outcome
from shopdesk.ui.common.kit import (
    Banner,
    Button,
    Card,
    Choice,
    Field,
    FlowLayout,
    IconButton,
    Segmented,
    column,
    row,
    text_label,
)
from shopdesk.ui.common.layout import empty_out
from shopdesk.ui.desk import Desk

_LIST_WIDTH = 420


@dataclass(frozen=True, slots=True)
class _Draft:
    seen: tuple[str, ...]
    wanted: tuple[CheckWanted, ...]


def _as_wanted(checks: Sequence[Check]) -> tuple[CheckWanted, ...]:
    return tuple(CheckWanted(check.id, check.name) for check in checks)


class ChecksPanel(QWidget):
    """Saved by the page's own button; each kind of device is a list of its own."""

    told = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._texts = desk, desk.texts
        self._drafts: dict[str, _Draft] = {}
        self._saving = False
        texts = self._texts
        self.kind = Segmented(texts, [Choice(kind, f"intake.kind.{kind}") for kind in DEVICE_KINDS])
        self.kind.setObjectName("checks_kind")
        self.banner = Banner(texts)
        self.list = _Ordered()
        self.list.setObjectName("checks_list")
        texts.bind(self.list.setAccessibleName, "knowledge.checks.name")
        self.up = IconButton(texts, "chevron-up", "knowledge.checks.up")
        self.down = IconButton(texts, "chevron-down", "knowledge.checks.down")
        self.away = IconButton(texts, "trash-2", "knowledge.checks.away")
        self.back = Button(texts, "knowledge.checks.back", kind="quiet", icon="undo-2")
        for name, button in (("up", self.up), ("down", self.down), ("away", self.away), ("back", self.back)):
            button.setObjectName(f"checks_{name}")
        self._others = QWidget()
        self._others_box = FlowLayout(self._others, spacing=6)
        self.new_zh, self.new_en = QLineEdit(), QLineEdit()
        self.new_zh.setObjectName("checks_new_zh")
        self.new_en.setObjectName("checks_new_en")
        self.add = Button(texts, "knowledge.checks.add", icon="plus")
        self.add.setObjectName("checks_add")
        self._arrange()
        self.kind.changed.connect(lambda _values: self._show())
        self.list.moved.connect(self._reordered)
        self.list.removed.connect(self._remove)
        self.up.clicked.connect(lambda _on=False: self.list.move_chosen(-1))
        self.down.clicked.connect(lambda _on=False: self.list.move_chosen(1))
        self.away.clicked.connect(lambda _on=False: self._remove())
        self.back.clicked.connect(lambda _on=False: self._go_back())
        self.add.clicked.connect(lambda _on=False: self._add_own())
        for editor in (self.new_zh, self.new_en):
            editor.returnPressed.connect(self._add_own)
        texts.changed.connect(self._show)
        desk.who.changed.connect(self._show)

    def _arrange(self) -> None:
        texts = self._texts
        listed = Card(texts, "knowledge.checks.name")
        listed.setFixedWidth(_LIST_WIDTH)
        listed.add_head(self.back)
        tools = row(self.up, self.down, self.away, 1, spacing=4)
        hint = text_label(texts, "knowledge.checks.hint", "note")
        hint.setWordWrap(True)
        for part in (self.kind, self.banner, self.list):
            listed.body.addWidget(part)
        listed.body.addLayout(tools)
        listed.body.addWidget(hint)
        further = Card(texts, "knowledge.checks.others")
        further.body.addWidget(self._others)
        names = row(
            Field(texts, "knowledge.checks.name_zh", self.new_zh),
            Field(texts, "knowledge.checks.name_en", self.new_en),
            spacing=12,
        )
        further.body.addWidget(text_label(texts, "knowledge.checks.own", "strong"))
        further.body.addLayout(names)
        further.body.addLayout(row(self.add, 1))
        further.body.addStretch(1)
        whole = row(listed, column(further, spacing=0), spacing=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    # As the page sees it

    @property
    def unsaved(self) -> bool:
        return bool(self._drafts)

    @property
    def may_edit(self) -> bool:
        return self._desk.actions.allowed(Permission.KEEP_KNOWLEDGE)

    def load(self) -> None:
        self._show()

    def discard(self) -> None:
        self._drafts = {}
        self.banner.clear()
        self._show()
        self.told.emit()

    def save(self) -> None:
        """Save the list in front if it is changed, else the first that is."""
        if self._saving or not self._drafts:
            return
        kind = self._kind() if self._kind() in self._drafts else next(iter(self._drafts))
        draft = self._drafts[kind]
        book = _as_wanted(fault_book().intake_checks(kind))
        self._send(kind, None if draft.wanted == book else draft.wanted, draft.seen)

    def _send(self, kind: str, wanted: tuple[CheckWanted, ...] | None, seen: tuple[str, ...]) -> None:
        command = SaveChecks(kind=kind, seen=seen, wanted=wanted)

        def send() -> None:
            self._desk.send(command, saved, failed, owner=self)

        def saved(_outcome: Outcome[tuple[str, ...]]) -> None:
            self._saving = False
            self._drafts.pop(kind, None)
            self.banner.clear()
            self._desk.notices.ok("knowledge.checks.saved")
            self._show()
            self.told.emit()

        def failed(problem: BaseException) -> None:
            self._saving = False
            self._show()
            told(problem)

        told = self._desk.problems.form(
            fields={},
            banner=self.banner,
            retry=send,
            conflict=lambda conflict: self._conflict(kind, conflict),
        )
        self._saving = True
        send()

    def _conflict(self, kind: str, conflict: Conflict) -> None:
        """The list as typed stays; saving once more puts it over what the other desk kept."""
        theirs = conflict.theirs
        if isinstance(theirs, tuple):
            self._drafts[kind] = _Draft(tuple(check.id for check in theirs), self._drafts[kind].wanted)
            self.banner.say("knowledge.checks.conflict", "warn")

    # What is typed

    def _kind(self) -> str:
        return self.kind.value() or DEVICE_KINDS[0]

    def _kept(self) -> tuple[CheckWanted, ...]:
        return _as_wanted(self._desk.settings.checks.of(self._kind()))

    def _wanted(self) -> tuple[CheckWanted, ...]:
        draft = self._drafts.get(self._kind())
        return draft.wanted if draft else self._kept()

    def _edit(self, wanted: tuple[CheckWanted, ...]) -> None:
        kind, kept = self._kind(), self._kept()
        held = self._drafts.get(kind)
        self.banner.clear()
        if wanted == kept:
            self._drafts.pop(kind, None)
        else:
            self._drafts[kind] = _Draft(held.seen if held else tuple(one.id for one in kept), wanted)
        self._show()
        self.told.emit()

    def _reordered(self, order: list[int]) -> None:
        wanted = self._wanted()
        self._edit(tuple(wanted[place] for place in order))

    def _remove(self) -> None:
        place = self.list.currentRow()
        wanted = self._wanted()
        if 0 <= place < len(wanted):
            self._edit((*wanted[:place], *wanted[place + 1 :]))

    def _take(self, check: Check) -> None:
        self._edit((*self._wanted(), CheckWanted(check.id, check.name)))
        self.list.setCurrentRow(self.list.count() - 1)

    def _add_own(self) -> None:
        zh, en = self.new_zh.text().strip(), self.new_en.text().strip()
        if not zh and not en:
            (self.new_zh if self._texts.language == "zh_CN" else self.new_en).setFocus()
            return
        self.new_zh.clear()
        self.new_en.clear()
        self._edit((*self._wanted(), CheckWanted("", Words(zh or en, en or zh))))
        self.list.setCurrentRow(self.list.count() - 1)
        self.new_zh.setFocus()

    def _go_back(self) -> None:
        self._edit(_as_wanted(fault_book().intake_checks(self._kind())))

    def _show(self) -> None:
        language, wanted = self._texts.language, self._wanted()
        may = self.may_edit
        self.list.show_names([one.name.text(language) for one in wanted])
        self.list.setEnabled(may)
        for button in (self.up, self.down, self.away, self.add):
            button.setEnabled(may)
        self.back.setVisible(may and wanted != _as_wanted(fault_book().intake_checks(self._kind())))
        there = {one.id for one in wanted}
        known = {
            check.id: check
            for check in (*fault_book().all_intake_checks, *self._desk.settings.checks.own)
            if check.id not in there
        }
        empty_out(self._others_box)
        for check in known.values():
            button = Button(self._texts, "knowledge.checks.add", icon="plus")
            button.setObjectName(f"checks_take_{check.id}")
            self._texts.put(button.setText, check.name.text(language))
            self._texts.put(button.setAccessibleName, check.name.text(language))
            button.setEnabled(may)
            button.clicked.connect(lambda _on=False, one=check: self._take(one))
            self._others_box.addWidget(button)


class _Ordered(QListWidget):
    """Names in an order: dragged, or moved with Alt and the arrows; Delete takes one away."""

    moved = Signal(list)
    """The old places in their new order."""
    removed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__()
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._filling = False
        self.model().rowsMoved.connect(self._rows_moved)

    def show_names(self, names: Sequence[str]) -> None:
        place = self.currentRow()
        self._filling = True
        self.clear()
        for number, name in enumerate(names):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, number)
            self.addItem(item)
        self._filling = False
        self.setCurrentRow(min(max(place, 0), self.count() - 1))

    def move_chosen(self, step: int) -> None:
        here = self.currentRow()
        there = here + step
        if here < 0 or not 0 <= there < self.count():
            return
        order = list(range(self.count()))
        order[here], order[there] = order[there], order[here]
        self.setCurrentRow(there)
        self.moved.emit(order)

    def _rows_moved(self) -> None:
        if not self._filling:
            self.moved.emit([self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count())])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_chosen(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
