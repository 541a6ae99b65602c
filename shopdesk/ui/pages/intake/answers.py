"""Compact questions: a name with its answers beside it, nothing chosen until somebody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.services.intake_form import CheckResult, Tri
from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.common.texts import Texts


def _height() -> int:
    """Of one answer: a finger gets its full target."""
    return 40 if theme.current().touch else 28


_GAP = 10


class TriSwitch(QWidget):
    """A question with yes and no; neither is "not known". Y and N answer, the same again takes back."""

    changed = Signal()

    def __init__(self, texts: Texts, name: str, key: str) -> None:
        super().__init__()
        self.setObjectName(f"told_{name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name = name
        self._texts, self._key = texts, key
        self._value = Tri.UNKNOWN
        texts.changed.connect(self._say)
        self._say()

    def value(self) -> Tri:
        return self._value

    def set_value(self, value: Tri) -> None:
        self._value = value
        self._say()

    def answer(self, value: Tri) -> None:
        """By the person: the same answer again takes it back."""
        self._value = Tri.UNKNOWN if value is self._value else value
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.setAccessibleName(self._texts.tr(self._key))
        self.setAccessibleDescription(self._texts.tr(f"words.tri.{self._value}"))
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[float, float, float]:
        plain, bold = QFontMetricsF(theme.font(tokens.LABEL_PX)), QFontMetricsF(theme.font(bold=True))
        name = plain.horizontalAdvance(self._texts.tr(self._key)) + 6
        yes = bold.horizontalAdvance(self._texts.tr("words.tri.yes")) + 14
        return name, yes, bold.horizontalAdvance(self._texts.tr("words.tri.no")) + 14

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())) + 2, _height())

    def _boxes(self) -> tuple[QRectF, QRectF]:
        name, yes, no = self._widths()
        return QRectF(name, 0, yes, self.height()), QRectF(name + yes, 0, no, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        yes, no = self._boxes()
        painter.setFont(theme.font(tokens.LABEL_PX))
        painter.setPen(theme.color("secondary"))
        painter.drawText(
            QRectF(0, 0, yes.left(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._texts.tr(self._key)
        )
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "line"), 1))
        painter.setBrush(theme.color("sunken"))
        frame = yes.united(no).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        for box, value, tone in ((yes, Tri.YES, "warn"), (no, Tri.NO, "text")):
            chosen = self._value is value
            if chosen:
                painter.setPen(QPen(theme.color("line"), 1))
                painter.setBrush(theme.color("surface"))
                painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)
            painter.setFont(theme.font(bold=chosen))
            painter.setPen(theme.color(tone if chosen else "secondary"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._texts.tr(f"words.tri.{value}"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        yes, no = self._boxes()
        if yes.contains(event.position()):
            self.answer(Tri.YES)
        elif no.contains(event.position()):
            self.answer(Tri.NO)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Y | Qt.Key.Key_1:
                self.answer(Tri.YES)
            case Qt.Key.Key_N | Qt.Key.Key_2:
                self.answer(Tri.NO)
            case Qt.Key.Key_Space:
                order = {Tri.UNKNOWN: Tri.YES, Tri.YES: Tri.NO, Tri.NO: Tri.NO}
                self.answer(order[self._value])
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._value = Tri.YES if event.key() == Qt.Key.Key_Left else Tri.NO
                self._say()
                self.changed.emit()
            case _:
                super().keyPressEvent(event)


_SIGNS = {
    CheckResult.WORKS: ("check", "ok"),
    CheckResult.FAILS: ("x", "bad"),
    CheckResult.UNTESTED: ("minus", "warn"),
}
_CHECK_KEYS = {
    Qt.Key.Key_1: CheckResult.WORKS,
    Qt.Key.Key_2: CheckResult.FAILS,
    Qt.Key.Key_3: CheckResult.UNTESTED,
}
_NEXT_RESULT: Mapping[CheckResult | None, CheckResult | None] = {
    None: CheckResult.WORKS,
    CheckResult.WORKS: CheckResult.FAILS,
    CheckResult.FAILS: CheckResult.UNTESTED,
    CheckResult.UNTESTED: None,
}


class CheckRow(QWidget):
    """The functional check in one row: 1 works, 2 fails, 3 cannot be tested, each then goes on to the next.

    A press goes through the answers; 0 or Delete takes one back; A says that everything open works.
    """

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("intake_checks")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._texts = texts
        self._names: Callable[[], Sequence[tuple[str, str]]] = tuple
        self._results: dict[str, CheckResult] = {}
        self._here = 0
        texts.bind(self.setAccessibleName, "intake.fault.checks")
        texts.changed.connect(self._say)

    def set_checks(self, names: Callable[[], Sequence[tuple[str, str]]]) -> None:
        """Ids and words, asked for again when the language changes."""
        self._names = names
        known = {check for check, _ in names()}
        self._results = {check: result for check, result in self._results.items() if check in known}
        self._here = 0
        self._say()

    def results(self) -> dict[str, CheckResult]:
        """In the order shown, answered ones only."""
        return {check: self._results[check] for check, _ in self._names() if check in self._results}

    def set_results(self, results: Mapping[str, CheckResult]) -> None:
        self._results = dict(results)
        self._say()

    def _say(self) -> None:
        names = list(self._names())
        if names:
            check, words = names[min(self._here, len(names) - 1)]
            result = self._results.get(check)
            said = self._texts.tr(f"words.check.{result}") if result else self._texts.tr("common.nothing")
            self.setAccessibleDescription(f"{words}: {said}")
        self.updateGeometry()
        self.update()

    def _boxes(self, width: int) -> list[QRectF]:
        high = _height()
        metrics = QFontMetricsF(theme.font())
        boxes, x, y = [], 0.0, 0.0
        for _, words in self._names():
            wide = metrics.horizontalAdvance(words) + 33
            if x and x + wide > width:
                x, y = 0.0, y + high + 4
            boxes.append(QRectF(x, y, wide, high))
            x += wide + 4
        return boxes

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return round(boxes[-1].bottom()) if boxes else _height()

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = self._names()
        for index, ((check, words), box) in enumerate(zip(names, self._boxes(self.width()), strict=True)):
            result = self._results.get(check)
            sign, tone = _SIGNS[result] if result else ("circle", "faint")
            here = self.hasFocus() and index == self._here
            painter.setPen(
                QPen(theme.color("accent" if here else tone if result else "line"), 1.5 if here else 1)
            )
            painter.setBrush(theme.color(f"{tone}_soft" if result else "surface"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
            spot = QRectF(box.left() + 9, box.center().y() - 6.5, 13, 13)
            paint_icon(painter, sign, spot, theme.color(tone))
            painter.setFont(theme.font())
            painter.setPen(theme.color(tone if result else "secondary"))
            painter.drawText(box.adjusted(26, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, box in enumerate(self._boxes(self.width())):
            if box.contains(event.position()):
                self._here = index
                check = self._names()[index][0]
                self._answer(check, _NEXT_RESULT[self._results.get(check)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = self._names()
        if not names:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        check = names[self._here][0]
        if key in _CHECK_KEYS:
            self._answer(check, _CHECK_KEYS[key])
            self._step(1)
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._answer(check, None)
        elif key == Qt.Key.Key_Space:
            self._answer(check, _NEXT_RESULT[self._results.get(check)])
        elif key == Qt.Key.Key_A and not event.modifiers():
            self._answer_open(one for one, _ in names)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _answer(self, check: str, result: CheckResult | None) -> None:
        if result is None:
            self._results.pop(check, None)
        else:
            self._results[check] = result
        self._say()
        self.changed.emit()

    def _answer_open(self, checks: Iterable[str]) -> None:
        for check in checks:
            self._results.setdefault(check, CheckResult.WORKS)
        self._say()
        self.changed.emit()

    def _step(self, way: int) -> None:
        self._here = max(0, min(self._here + way, len(self._names()) - 1))
        self._say()
