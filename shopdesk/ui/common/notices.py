"""Short words bottom right that go by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.ui.common import theme
from shopdesk.ui.common.buttons import Button, IconButton
from shopdesk.ui.common.icons import IconLabel
from shopdesk.ui.common.layout import label
from shopdesk.ui.common.texts import Texts

_ICONS = {"ok": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "circle-alert"}
_SECONDS = {"ok": 5.0, "info": 6.0, "warn": 9.0, "bad": 14.0}
_AT_ONCE = 4
_WIDTH = 360
_EDGE = 16


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said: a message key and its values, how it is meant, and what can be done about it.

    `more` are further deeds beside `action`; they stand beneath the words. `topic` names what it is about,
    so that it can be withdrawn, or said anew in place of the old.
    """

    key: str
    kind: str = "info"
    values: dict[str, object] = field(default_factory=dict)
    action_key: str = ""
    action: Callable[[], object] | None = None
    sticky: bool = False
    more: tuple[tuple[str, Callable[[], object]], ...] = ()
    topic: str = ""


class Notices(QObject):
    """Where anyone says something; the window shows it. Holds no widgets."""

    said = Signal(object)
    withdrawn = Signal(str)

    def say(
        self,
        key: str,
        /,
        kind: str = "info",
        *,
        action_key: str = "",
        action: Callable[[], object] | None = None,
        sticky: bool = False,
        **values: object,
    ) -> None:
        """Show a message of `kind` ok, info, warn or bad; `action` is offered as a button (Undo, Open)."""
        self.said.emit(Notice(key, kind, values, action_key, action, sticky))

    def show(self, notice: Notice) -> None:
        self.said.emit(notice)

    def withdraw(self, topic: str) -> None:
        """What was said of `topic` is no longer so."""
        self.withdrawn.emit(topic)

    def ok(self, key: str, /, **values: object) -> None:
        self.said.emit(Notice(key, "ok", values))

    def warn(self, key: str, /, **values: object) -> None:
        self.said.emit(Notice(key, "warn", values))

    def bad(self, key: str, /, **values: object) -> None:
        self.said.emit(Notice(key, "bad", values))


class Toast(QFrame):
    """One notice on screen. It waits while the pointer is on it."""

    gone = Signal()

    def __init__(self, notice: Notice, texts: Texts) -> None:
        super().__init__()
        self.notice = notice
        theme.set_kind(self, "notice")
        self.setObjectName(f"notice_{notice.kind}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        words = label(wrap=True)
        texts.bind(words.setText, notice.key, **notice.values)
        texts.bind(self.setAccessibleName, notice.key, **notice.values)
        self.words = words
        box = QHBoxLayout()
        box.setSpacing(10)
        box.addWidget(IconLabel(_ICONS[notice.kind], notice.kind, 20))
        box.addWidget(words, 1)
        self.button: Button | None = None
        if notice.action_key:
            # One deed stands beside the words, several beneath them.
            self.button = Button(texts, notice.action_key, kind="secondary" if notice.more else "quiet")
            self.button.clicked.connect(self._act)
            if not notice.more:
                box.addWidget(self.button)
        close = IconButton(texts, "x", "common.dismiss")
        close.clicked.connect(self.gone)
        box.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 6, 6, 6)
        whole.addLayout(box)
        self.further: list[Button] = []
        if notice.more:
            whole.setContentsMargins(14, 8, 8, 10)
            deeds = QHBoxLayout()
            deeds.setSpacing(8)
            deeds.setContentsMargins(30, 0, 0, 0)
            if self.button is not None:
                deeds.addWidget(self.button)
            for key, act in notice.more:
                deeds.addWidget(self._deed(texts, key, act))
            deeds.addStretch(1)
            whole.addLayout(deeds)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(_SECONDS[notice.kind] * 1000))
        self._timer.timeout.connect(self.gone)
        if not notice.sticky:
            self._timer.start()

    def _deed(self, texts: Texts, key: str, act: Callable[[], object]) -> Button:
        button = Button(texts, key, kind="quiet")

        def done() -> None:
            act()
            self.gone.emit()

        button.clicked.connect(done)
        self.further.append(button)
        return button

    def _act(self) -> None:
        if self.notice.action is not None:
            self.notice.action()
        self.gone.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and not self.notice.sticky:
            self._timer.start()
        return super().event(event)


class NoticeStack(QWidget):
    """The lower edge of `host` where notices stand, the newest lowest."""

    def __init__(self, host: QWidget, notices: Notices, texts: Texts) -> None:
        super().__init__(host)
        self._host = host
        self._texts = texts
        self.setObjectName("notices")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._toasts: list[Toast] = []
        host.installEventFilter(self)
        notices.said.connect(self._show)
        notices.withdrawn.connect(self._withdraw)
        self.hide()

    def toasts(self) -> list[Toast]:
        return list(self._toasts)

    def _show(self, notice: Notice) -> None:
        for toast in list(self._toasts):
            # Said again: the old one makes room instead of piling up.
            same = toast.notice.key == notice.key and toast.notice.values == notice.values
            if same or (notice.topic and toast.notice.topic == notice.topic):
                self._drop(toast)
        toast = Toast(notice, self._texts)
        toast.gone.connect(self._gone)
        self._toasts.append(toast)
        self._box.addWidget(toast)
        while len(self._toasts) > _AT_ONCE:
            self._drop(self._toasts[0])
        self._place()

    def _withdraw(self, topic: str) -> None:
        for toast in list(self._toasts):
            if toast.notice.topic == topic:
                self._drop(toast)
        self._place()

    def _gone(self) -> None:
        toast = self.sender()
        if isinstance(toast, Toast):
            self._drop(toast)
            self._place()

    def _drop(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._box.removeWidget(toast)
            toast.hide()
            toast.deleteLater()

    def _place(self) -> None:
        if not self._toasts:
            self.hide()
            return
        heights = [max(toast.heightForWidth(_WIDTH), toast.sizeHint().height()) for toast in self._toasts]
        height = sum(heights) + self._box.spacing() * (len(heights) - 1)
        # In the middle of the lower edge: the right corner is where every page has its main button.
        left = (self._host.width() - _WIDTH) // 2
        self.setGeometry(left, self._host.height() - height - _EDGE, _WIDTH, height)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
