"""What an intake has been through: its codes and whether they fit, a code from paper, each change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui.common.kit import (
    Button,
    Elided,
    Field,
    IconLabel,
    column,
    empty_out,
    label,
    row,
    set_kind,
    set_state,
    text_label,
)
from shopdesk.ui.common.texts import Texts
from shopdesk.ui.pages.tickets.blocks import StoryShown, Verdict
from shopdesk.ui.pages.tickets.painted import Body
from shopdesk.ui.pages.tickets.panel import Panel


class Signed(QWidget):
    """A sign and words beside it."""

    def __init__(self, kind: str = "text") -> None:
        super().__init__()
        self._sign = IconLabel("shield-check", "ok", 20)
        self.words = label(kind, wrap=True)
        line = row(self._sign, self.words, spacing=8)
        line.setStretch(1, 1)
        line.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def show_verdict(self, verdict: Verdict) -> None:
        self._sign.show_icon(verdict.icon, verdict.tone)
        self.words.setText(verdict.words)
        set_state(self.words, "tone", verdict.tone if verdict.tone in {"bad", "warn"} else "")
        self.words.setAccessibleName(verdict.words)


class StoryPanel(Panel):
    """`committed` asks for the code that is typed."""

    amend_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, "ticket_story", "amend.story.title", "amend.story.verb", wide=True)
        self.state = Signed("strong")
        self.state.setObjectName("story_state")
        self.codes = label("main")
        self.codes.setObjectName("story_codes")
        self.codes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.meaning = label("note", wrap=True)
        self.code = QLineEdit()
        self.field = Field(texts, "amend.story.code", self.code, hint_key="amend.story.code_hint")
        self.code.setObjectName("story_code")
        self.code.setMaxLength(64)
        self.code.textChanged.connect(lambda _text: self.forget())
        self.code.returnPressed.connect(self.committed)
        self.verdicts = QVBoxLayout()
        self.verdicts.setSpacing(4)
        self.amend = Button(texts, "amend.action", icon="pencil")
        self.amend.setObjectName("story_amend")
        self.amend.clicked.connect(lambda _on=False: self.amend_wanted.emit())
        asking = column(self.field, self.verdicts, spacing=8)
        asking.setContentsMargins(0, 12, 0, 0)
        left = column(self.state, self.codes, self.meaning, asking, 1, spacing=8)
        area = QScrollArea()
        area.setObjectName("story_area")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = text_label(texts, "amend.story.none", "secondary")
        self._none.setWordWrap(True)
        self._area = area
        right = column(text_label(texts, "amend.story.changes", "section"), self._none, area, spacing=8)
        halves = row(left, right, spacing=28)
        halves.setStretch(0, 2)
        halves.setStretch(1, 3)
        self.body.addLayout(halves, 1)
        self.foot.insertWidget(0, self.amend)
        self.end()

    def show_story(self, shown: StoryShown, *, may_amend: bool) -> None:
        self.state.show_verdict(shown.state)
        self.codes.setText(shown.codes)
        self.meaning.setText(shown.meaning)
        self.amend.setVisible(may_amend)
        self._none.setVisible(not shown.changes)
        self._area.setVisible(bool(shown.changes))
        bodies = []
        for no, blocks in zip(range(len(shown.changes), 0, -1), shown.changes, strict=True):
            body = Body(f"story_change_{no}")
            body.show_blocks(blocks)
            bodies.append(body)
        inside = QWidget()
        whole = column(*bodies, 1, spacing=14)
        whole.setContentsMargins(0, 0, 6, 0)
        inside.setLayout(whole)
        self._area.setWidget(inside)

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        self.forget()
        for place, verdict in enumerate(verdicts):
            made = Signed()
            made.setObjectName(f"story_verdict_{place}")
            made.show_verdict(verdict)
            self.verdicts.addWidget(made)

    def forget(self) -> None:
        """What was said of another code is not said of this one."""
        self.field.set_error(None)
        empty_out(self.verdicts)

    def take_focus(self) -> None:
        self.field.focus()


class StoryBand(QFrame):
    """A line above the ticket: amended, or no longer what it was. Pressed, it opens the story."""

    pressed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        set_kind(self, "banner")
        self.setObjectName("ticket_band")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sign = IconLabel("history", "info", 16)
        self.words = Elided()
        self.words.setObjectName("ticket_band_words")
        self.open = Button(texts, "amend.story.open", kind="quiet")
        self.open.setObjectName("ticket_band_open")
        set_state(self.open, "compact", True)
        self.open.clicked.connect(lambda _on=False: self.pressed.emit())
        line = row(self._sign, self.words, self.open)
        line.setStretch(1, 1)
        line.setContentsMargins(12, 2, 4, 2)
        self.setLayout(line)
        self.hide()

    def show_verdict(self, verdict: Verdict | None) -> None:
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        set_state(self, "tone", verdict.tone)
        set_state(self.words, "tone", verdict.tone if verdict.tone == "bad" else "")
        self._sign.show_icon(verdict.icon, verdict.tone)
        self.words.setText(verdict.words)
