"""The page's head: what this is, how safe it is, and what waits aside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from shopdesk.services.drafts import Draft
from shopdesk.ui.common.kit import Button, Elided, set_state, text_label
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.intake.strip import OfVisit, VisitStrip

_OTHERS = 440
"""What title and buttons take of the head's width."""
_ROOMY = 1100
_LONGEST = 36
"""Letters of a parked intake's title: the button that offers it is as wide as its words."""
_DIGITS = 9


class IntakeHead(QWidget):
    """Title, draft state, the newest draft offered back, parked intakes, Park."""

    park_wanted = Signal()
    clear_wanted = Signal()
    draft_wanted = Signal(str)
    another_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._drafts: tuple[tuple[str, str], ...] = ()
        self._may_clear = self._may_add = False
        self.strip = VisitStrip(texts)
        self.state = Elided(kind="note")
        self.state.setObjectName("intake_draft_state")
        self.resume = Button(texts, "intake.draft.resume_plain", icon="history", key_hint="F9")
        self.resume.setObjectName("intake_resume")
        self.resume.clicked.connect(lambda _on=False: self._resume())
        self.resume.hide()
        self.parked = Button(texts, "intake.draft.park", kind="quiet")
        self.parked.setObjectName("intake_parked")
        self.parked.clicked.connect(lambda _on=False: self.open_parked())
        self.parked.hide()
        self.clear = Button(texts, "intake.draft.clear", kind="quiet", icon="eraser")
        self.clear.clicked.connect(lambda _on=False: self.clear_wanted.emit())
        self.another = Button(texts, "intake.visit.another", kind="quiet", icon="plus", key_hint="F3")
        self.another.setObjectName("intake_another")
        self.another.clicked.connect(lambda _on=False: self.another_wanted.emit())
        self.another.hide()
        self.park = Button(texts, "intake.draft.park", key_hint="F6")
        self.park.clicked.connect(lambda _on=False: self.park_wanted.emit())
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(text_label(texts, "intake.title", "title"))
        box.addWidget(self.state, 1)
        box.addWidget(self.strip)
        # Where the state gives its room to the strip, the buttons keep their width.
        box.addStretch()
        for part in (self.resume, self.parked, self.clear, self.another, self.park):
            box.addWidget(part)

    def show_state(self, key: str, tone: str = "", **values: object) -> None:
        """That the draft is kept, and when; an empty key says nothing."""
        set_state(self.state, "tone", tone)
        if key:
            self._texts.bind(self.state.setText, key, **values)
        else:
            self._texts.put(self.state.setText, "")

    def show_drafts(
        self, drafts: Sequence[Draft], times: Sequence[str], *, blank: bool, may_add: bool
    ) -> None:
        """What lies aside. The newest is offered while the form is blank."""
        untitled = self._texts.tr("intake.draft.untitled")
        self._drafts = tuple(
            (draft.id, f"{brief(draft.title) or untitled} · {time}")
            for draft, time in zip(drafts, times, strict=True)
        )
        self.parked.setVisible(bool(drafts))
        self.parked.show_key("intake.draft.parked", n=len(drafts))
        self.resume.setVisible(bool(drafts) and blank)
        if drafts:
            self.resume.show_key("intake.draft.resume", title=self._drafts[0][1])
        self.park.setEnabled(not blank)
        self._may_clear, self._may_add = not blank, may_add
        self._settle()

    def show_visit(self, devices: Sequence[OfVisit], here: int) -> None:
        """The devices of the visit; several take the room of what can wait."""
        self.strip.show_devices(devices, here)
        self._settle()

    def _settle(self) -> None:
        alone = self.strip.isHidden()
        self.clear.setVisible(self._may_clear and alone)
        self.another.setVisible(self._may_add)
        self.another.show_key("intake.visit.another" if alone else "intake.visit.one_more")
        self.state.setVisible(alone or self.width() > _ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.use_room(max(self.width() - _OTHERS, 240))
        self._settle()

    def newest(self) -> str:
        return self._drafts[0][0] if self._drafts else ""

    def _resume(self) -> None:
        if self._drafts:
            self.draft_wanted.emit(self._drafts[0][0])

    def open_parked(self) -> None:
        """All that lies aside, newest first; the first nine by their digit."""
        if not self._drafts:
            return
        menu = QMenu(self)
        menu.setObjectName("intake_parked_menu")
        for place, (draft_id, words) in enumerate(self._drafts, start=1):
            digit = f"&{place}  " if place <= _DIGITS else ""
            entry = QAction(digit + words.replace("&", "&&"), menu)
            entry.triggered.connect(lambda _on=False, wanted=draft_id: self.draft_wanted.emit(wanted))
            menu.addAction(entry)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.parked.mapToGlobal(QPoint(0, self.parked.height())))


def brief(title: str) -> str:
    """As much of it as a button or a notice has room for."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
