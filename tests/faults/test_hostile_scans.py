"""Codes made to do harm, scanned into the real window: nothing acts, nothing is written, nothing breaks.

Keys go in where the window system puts them, so that Qt looks them up as shortcuts as it would at a counter.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap.desktop import OpenDesk
from shopdesk.services.shop import Shop
from shopdesk.services.work import Actor, Command, Outcome
from shopdesk.ui.shell.actions import Action, Actions
from tests.shop_floor import Floor

PAGES = ("intake", "tickets", "bench", "parts", "till", "customers", "day", "settings")
K = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
WORDS = (
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1+9)*cmd",
    "'; DROP TABLE tickets;--",
    '" OR 1=1 --',
    "<img src=x onerror=alert(1)>",
    "{0.__class__}",
    "%s%s%n",
    "../../etc/passwd",
    "ynsYNS/?+-",
    "NaN",
    "-0",
)
FOREIGN = "مرحبا بالعالم שלום \u202e\u2066\u200f\u0000\u0085éß屏幕🙂"
COMMANDS: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...] = (
    *((Qt.Key(code), CTRL) for code in range(K.Key_A.value, K.Key_Z.value + 1)),
    *((Qt.Key(code), CTRL) for code in range(K.Key_0.value, K.Key_9.value + 1)),
    *((Qt.Key(code), PLAIN) for code in range(K.Key_F1.value, K.Key_F12.value + 1)),
    (K.Key_Return, CTRL),
    (K.Key_Return, CTRL | SHIFT),
    (K.Key_F4, ALT),
    (K.Key_Left, ALT),
    (K.Key_S, ALT),
    (K.Key_BracketRight, CTRL),
    *(
        (key, PLAIN)
        for key in (
            K.Key_Escape,
            K.Key_Tab,
            K.Key_Return,
            K.Key_Backspace,
            K.Key_Delete,
            K.Key_Insert,
            K.Key_Home,
            K.Key_End,
            K.Key_PageUp,
            K.Key_PageDown,
            K.Key_Up,
            K.Key_Down,
            K.Key_Left,
            K.Key_Right,
            K.Key_Space,
            K.Key_Menu,
        )
    ),
    (K.Key_Backtab, SHIFT),
)
ENDS: tuple[tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...], ...] = (
    ((K.Key_Return, PLAIN),),
    ((K.Key_Enter, PLAIN),),
    ((K.Key_Tab, PLAIN),),
    ((K.Key_Return, PLAIN), (K.Key_J, CTRL)),
    ((K.Key_Return, PLAIN), (K.Key_Return, PLAIN)),
    ((K.Key_Tab, PLAIN), (K.Key_Return, PLAIN), (K.Key_Space, PLAIN)),
)


@dataclass(frozen=True)
class Stroke:
    """One key, or with `shown` what an input method makes of it."""

    writes: str = ""
    key: Qt.Key = K.Key_unknown
    modifiers: Qt.KeyboardModifier = PLAIN
    again: bool = False
    shown: str = ""


def written(text: str) -> list[Stroke]:
    return [
        Stroke(letter, again=place > 0 and text[place - 1] == letter) for place, letter in enumerate(text)
    ]


def command(chance: random.Random) -> Stroke:
    key, modifiers = chance.choice(COMMANDS)
    return Stroke(key=key, modifiers=modifiers)


def _letters(chance: random.Random, among: str, fewest: int, most: int) -> list[Stroke]:
    return written("".join(chance.choices(among, k=chance.randint(fewest, most))))


def _digits(chance: random.Random) -> str:
    # Never fifteen: an IMEI fills an intake in, and is meant to.
    return "".join(chance.choices("0123456789", k=chance.choice((6, 7, 9, 11, 13, 16))))


def _word(chance: random.Random) -> list[Stroke]:
    return written(chance.choice(WORDS) + _digits(chance)[: chance.randint(0, 6)])


def _commands_within(chance: random.Random) -> list[Stroke]:
    strokes = written(_digits(chance))
    for _ in range(chance.randint(1, 4)):
        strokes.insert(chance.randint(0, len(strokes)), command(chance))
    return strokes


def _commands_alone(chance: random.Random) -> list[Stroke]:
    return [command(chance) for _ in range(chance.randint(6, 12))]


def _lines(chance: random.Random) -> list[Stroke]:
    first, second, third = (_letters(chance, "0123456789ab", 6, 9) for _ in range(3))
    return [*first, Stroke(key=K.Key_Return), *second, Stroke(key=K.Key_Tab), *third]


def _composed(chance: random.Random) -> list[Stroke]:
    if chance.random() < 0.5:
        wide = (chr(ord(digit) + 0xFEE0) for digit in _digits(chance))
        return [Stroke(letter, shown=letter) for letter in wide]
    letters = "".join(chance.choices("abcdefgh", k=8))
    return [*(Stroke(shown=letters[:many]) for many in range(1, 9)), Stroke(letters, shown=letters)]


KINDS: dict[Callable[[random.Random], list[Stroke]], float] = {
    _word: 20,
    _commands_within: 25,
    _commands_alone: 8,
    partial(_letters, among="abcdefghijklmnopqrstuvwxyzABCXYZ ", fewest=6, most=30): 12,
    partial(_letters, among="0123456789abcyn", fewest=2, most=5): 12,
    partial(_letters, among="0123456789=;'\"ABC", fewest=65, most=300): 5,
    partial(_letters, among="0123456789=;'\"ABC", fewest=10_240, most=10_240): 0.15,
    partial(_letters, among=FOREIGN, fewest=6, most=20): 8,
    _lines: 6,
    _composed: 6,
}
"""What codes are made of, and how often."""


def hostile(chance: random.Random) -> list[Stroke]:
    """The keys of one code, without its end."""
    return chance.choices(list(KINDS), list(KINDS.values()))[0](chance)


def _value(widget: QWidget) -> str | int:
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox | QTabWidget):
        return widget.currentIndex()
    return 0


class Window:
    """The real window, what is in it, and whatever acted that should not have."""

    def __init__(self, opened: OpenDesk, qtbot: QtBot, chance: random.Random) -> None:
        self.opened, self.qtbot, self.chance = opened, qtbot, chance
        self.frame = opened.frame
        self.scanner = opened.frame.scanner
        self.at_ms = 100_000
        # Time passes as the test says, however slow the machine is.
        self.scanner._event_ms = lambda _event: self.at_ms
        self.scanner._patience = lambda: 600_000  # type: ignore[method-assign]
        self.acted: list[str] = []
        self.codes = 0
        self.scanner.scanned.connect(self._counted)
        self.scanner.unreadable.connect(self._counted)
        self._listened: set[int] = set()

    def _counted(self, _code: str) -> None:
        self.codes += 1

    def settle(self) -> None:
        self.at_ms += 5_000
        self.scanner._settle()
        self.qtbot.waitUntil(self.frame.tasks.idle)

    def show(self, page_id: str) -> None:
        """Bring a page to the front, and listen to every button on it."""
        self.settle()
        self.frame.window.navigator.go(page_id)
        self.settle()
        notices = self.frame.window.notice_stack
        inside = [
            one
            for one in self.frame.window.findChildren(QWidget)
            # Notices come and go by themselves.
            if one.isVisible() and not notices.isAncestorOf(one)
        ]
        for one in inside:
            if isinstance(one, QAbstractButton) and id(one) not in self._listened:
                self._listened.add(id(one))
                one.clicked.connect(partial(self._clicked, one.objectName()))
        self.places = [
            one for one in inside if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        self.lines = [
            one
            for one in self.places
            if isinstance(one, QLineEdit)
            and not one.isReadOnly()
            and one.maxLength() > 1000
            and one.validator() is None
            and one.completer() is None
            and one is not self.frame.window.search
        ]
        self.shown = [
            one for one in inside if isinstance(one, QLineEdit | QPlainTextEdit | QComboBox | QTabWidget)
        ]
        self.focus_somewhere()

    def _clicked(self, name: str) -> None:
        self.acted.append(f"pressed {name}")

    def focus_somewhere(self) -> None:
        # Lists are laid out anew by what was typed before.
        self.places = [one for one in self.places if shiboken6.isValid(one) and one.isVisible()]
        if self.places:
            self.chance.choice(self.places).setFocus()

    def state(self) -> dict[str, object]:
        """What a code could have changed."""
        values: dict[str, object] = {
            "page": self.frame.window.navigator.current,
            "focus": QApplication.focusWidget(),
            "in front": QApplication.activeModalWidget() or QApplication.activePopupWidget(),
        }
        for place, one in enumerate(self.shown):
            if shiboken6.isValid(one):
                values[f"{place} {one.objectName()}"] = _value(one)
        return values

    def changed(self, before: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in self.state().items() if before.get(name, value) != value}

    def send(self, strokes: Sequence[Stroke], gap: Callable[[], int]) -> None:
        target = self.frame.window.windowHandle()
        # The long way round for each letter, asked about as a shortcut first, takes ten times as long.
        whole_way = self.chance.random() < 0.1
        for stroke in strokes:
            self.at_ms += gap()
            if stroke.shown:
                self._compose(stroke)
            elif stroke.writes and (not whole_way or stroke.again or not " " <= stroke.writes <= "~"):
                self._press(stroke)
            elif stroke.writes:
                QTest.keyClick(target, stroke.writes)  # type: ignore[call-overload]  # the stubs know no characters
            else:
                QTest.keyClick(target, stroke.key, stroke.modifiers)

    def _press(self, stroke: Stroke) -> None:
        """Any character, also one that the test keyboard does not have, and keys flagged as repeated."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, ord(stroke.writes.upper()[0]), PLAIN, stroke.writes, stroke.again)
            event.setTimestamp(self.at_ms)
            QApplication.sendEvent(self.frame.window.windowHandle(), event)

    def _compose(self, stroke: Stroke) -> None:
        event = QInputMethodEvent("" if stroke.writes else stroke.shown, [])
        event.setCommitString(stroke.writes)
        focus = QApplication.focusWidget()
        if focus is not None:
            QApplication.sendEvent(focus, event)

    def scan(self) -> str:
        """Scan something; what it was, for the one who reads of its harm."""
        chance = self.chance
        strokes = hostile(chance)
        slowest = 4 if len(strokes) < 6 else chance.choice((1, 3, 8, 15))
        if not any(stroke.again for stroke in strokes[:1]):
            # As far from what came before as people are, or at once, as from a scanner's memory.
            self.at_ms += chance.choice((60, 300, 2_000))
        end = [Stroke(key=key, modifiers=modifiers) for key, modifiers in chance.choice(ENDS)]
        self.send([*strokes, *end], lambda: chance.randint(0, slowest))
        return repr(strokes)

    def type(self) -> tuple[QLineEdit, str]:
        """Write a word by hand somewhere; the field, and what it must hold now."""
        line = self.chance.choice([one for one in self.lines if shiboken6.isValid(one)])
        line.setFocus()
        word = "".join(self.chance.choices("abcdefgh", k=self.chance.randint(1, 6)))
        before = line.text()
        line.setCursorPosition(len(before))
        self.at_ms += 2_000
        self.send(written(word), lambda: self.chance.randint(45, 250))
        return line, before + word


@pytest.mark.parametrize(
    "scans", [pytest.param(160, id="bounded"), pytest.param(100_000, id="full", marks=pytest.mark.soak)]
)
def test_no_code_acts_or_is_written_anywhere(
    floor: Floor,
    open_window: Callable[..., OpenDesk],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    scans: int,
) -> None:
    opened = open_window(floor, floor.owner)
    opened.frame.window.activateWindow()
    chance = random.Random(16)
    window = Window(opened, qtbot, chance)
    do = Shop.do

    def watched(shop: Shop, told: Command[object], actor: Actor) -> Outcome[object]:
        window.acted.append(f"did {type(told).__name__}")
        return do(shop, told, actor)

    def trigger(_actions: Actions, action: Action) -> bool:
        window.acted.append(f"triggered {action.action_id}")
        return True

    monkeypatch.setattr(Shop, "do", watched)
    monkeypatch.setattr(Actions, "trigger", trigger)
    a_page = max(1, scans // (len(PAGES) * (1 + scans // 4_000)))
    for done in range(scans):
        if done % a_page == 0:
            window.show(PAGES[done // a_page % len(PAGES)])
        if done % 25 == 0:
            window.settle()
        if window.places and chance.random() < 0.2:
            chance.choice(window.places).setFocus()
        if window.lines and chance.random() < 0.08:
            line, wanted = window.type()
            scanned = window.scan()
            window.settle()
            assert line.text() == wanted, scanned
            line.clear()
        before = window.state()
        scanned = window.scan()
        assert window.changed(before) == {}, scanned
        assert window.acted == [], scanned
    window.settle()
    assert window.acted == []
    assert window.codes > scans * 0.7
