"""Blocks and the timeline painted by one widget each: a whole ticket shows within a frame.

Labels in layouts would take some hundred widgets for a long ticket, each measured and styled by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.ui.common import theme, tokens
from shopdesk.ui.common.icons import paint_icon
from shopdesk.ui.pages.tickets.blocks import Block, Fact, Flow, Grid, Happened, Row, Tick, Ticks

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_GAP = 10
_FACT_NAME = 100
_FACT_MOST = 340
_TICK = 22
_BESIDE = 10
_MARKS = {
    "yes": ("check", "ok"),
    "no": ("x", "bad"),
    "open": ("circle", "secondary"),
    "failed": ("x", "bad"),
}


class _Fonts:
    def __init__(self) -> None:
        self.text = theme.font(tabular=True)
        self.strong = theme.font(bold=True, tabular=True)
        self.small = theme.font(tokens.LABEL_PX, tabular=True)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words laid out in a width: broken between words, and inside one that is longer than a line."""

    layout: QTextLayout
    high: int
    wide: int


def _lay(font: QFont, text: str, width: int) -> _Words:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    high = wide = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 24))
        line.setPosition(QPointF(0, high))
        high += line.height()
        wide = max(wide, line.naturalTextWidth())
    layout.endLayout()
    return _Words(layout, ceil(high), ceil(wide))


class _Painted(QWidget):
    """A widget whose height follows from its width; what it says is read out too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fonts = _Fonts()
        self._laid: dict[tuple[int, str, int], _Words] = {}

    def _new(self, spoken: str) -> None:
        self._laid.clear()
        self.setAccessibleDescription(spoken)
        self._fit()
        self.update()

    def _fit(self) -> None:
        # Layouts ask for a height by width many times over; a fixed one is asked for once.
        self.setFixedHeight(self._draw(None, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._laid.clear()
            self._fit()

    def words(self, font: QFont, text: str, width: int) -> _Words:
        """The words laid out; the same ones are not laid out twice, once to measure and once to paint."""
        spot = (id(font), text, width)
        if spot not in self._laid:
            self._laid[spot] = _lay(font, text, width)
        return self._laid[spot]

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, self.width())
        painter.end()

    def _draw(self, painter: QPainter | None, width: int) -> int:
        """Draw, or with no painter only measure; gives the height."""
        raise NotImplementedError


def _place(painter: QPainter, words: _Words, tone: str, left: int, top: int) -> None:
    painter.setPen(theme.color(tone or "text"))
    words.layout.draw(painter, QPointF(left, top))


def _write(painter: QPainter, font: QFont, tone: str, area: QRect, flags: int, text: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.color(tone or "text"))
    painter.drawText(area, flags, text)


def _side_by_side(words: _Words, note: _Words, room: int) -> bool:
    one_line = words.layout.lineCount() == 1 and note.layout.lineCount() == 1
    return one_line and words.wide + _BESIDE + note.wide <= room


class Body(_Painted):
    """The blocks of a card, one below the other."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._blocks: tuple[Block, ...] = ()

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        self._blocks = tuple(blocks)
        self._new("\n".join(block.spoken() for block in self._blocks))

    def blocks(self) -> tuple[Block, ...]:
        return self._blocks

    def _draw(self, painter: QPainter | None, width: int) -> int:
        top = 0
        before: Block | None = None
        for block in self._blocks:
            if before is not None:
                top += 4 if isinstance(before, Fact) and isinstance(block, Fact) else _GAP
            match block:
                case Flow():
                    top = self._flow(painter, block, top, width)
                case Fact():
                    top = self._fact(painter, block, top, width)
                case Grid():
                    top = self._grid(painter, block, top, width)
                case Ticks():
                    top = self._ticks(painter, block, top, width)
            before = block
        return top

    def _flow(self, painter: QPainter | None, block: Flow, top: int, width: int) -> int:
        left, high, dot = 0, 20, 17
        for index, fact in enumerate(block.facts):
            font = self._fonts.strong if fact.strong else self._fonts.text
            metrics = QFontMetrics(font)
            text = metrics.elidedText(fact.text, Qt.TextElideMode.ElideRight, min(max(width, 40), _FACT_MOST))
            wide = metrics.horizontalAdvance(text)
            if left and left + dot + wide > width:
                left, top = 0, top + high
            elif index:
                if painter is not None:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.color("faint"))
                    painter.drawEllipse(QPointF(left + dot / 2, top + 10), 1.5, 1.5)
                left += dot
            if painter is not None:
                area = QRect(left, top, wide + 4, high)
                _write(painter, font, fact.tone or "text", area, _LEFT, text)
            left += wide
        return top + high

    def _fact(self, painter: QPainter | None, block: Fact, top: int, width: int) -> int:
        left = _FACT_NAME + 8 if block.name else 0
        font = self._fonts.strong if block.said.strong else self._fonts.text
        words = self.words(font, block.said.text, width - left)
        if painter is not None:
            if block.name:
                metrics = QFontMetrics(self._fonts.small)
                name = metrics.elidedText(block.name, Qt.TextElideMode.ElideRight, _FACT_NAME)
                _write(painter, self._fonts.small, "secondary", QRect(0, top + 2, left, 20), _LEFT, name)
            _place(painter, words, block.said.tone, left, top)
        return top + max(words.high, 20)

    def _grid(self, painter: QPainter | None, block: Grid, top: int, width: int) -> int:
        fixed = sum(column.width for column in block.columns)
        stretched = max(width - fixed, 80)
        places: list[tuple[int, int]] = []
        left = 0
        for column in block.columns:
            wide = column.width or stretched
            places.append((left, wide))
            left += wide
        if any(column.title for column in block.columns):
            if painter is not None:
                for column, (at, wide) in zip(block.columns, places, strict=True):
                    flags = _RIGHT if column.right else _LEFT
                    area = QRect(at, top + 2, wide - (0 if column.right else 8), 18)
                    _write(painter, self._fonts.small, "secondary", area, flags, column.title)
                self._rule(painter, top + 26, width)
            top += 27
        for index, row in enumerate(block.rows):
            high = self._row_height(row, places)
            if painter is not None:
                self._row(painter, block, row, places, top)
                if index < len(block.rows) - 1:
                    self._rule(painter, top + high - 1, width)
            top += high
        return top

    def _row_height(self, row: Row, places: list[tuple[int, int]]) -> int:
        room = places[0][1] - 12
        words = self.words(self._fonts.strong if row.strong else self._fonts.text, row.cells[0], room)
        high = words.high
        if row.note:
            note = self.words(self._fonts.small, row.note, room)
            if not _side_by_side(words, note, room):
                high += note.high
        return max(high, 19) + 12

    def _row(self, painter: QPainter, grid: Grid, row: Row, places: list[tuple[int, int]], top: int) -> None:
        font = self._fonts.strong if row.strong else self._fonts.text
        left, room = places[0][0], places[0][1] - 12
        words = self.words(font, row.cells[0], room)
        _place(painter, words, "", left, top + 6)
        if row.note:
            note = self.words(self._fonts.small, row.note, room)
            if _side_by_side(words, note, room):
                _place(painter, note, "secondary", left + words.wide + _BESIDE, top + 8)
            else:
                _place(painter, note, "secondary", left, top + 6 + words.high)
        metrics = QFontMetrics(font)
        for column, text, (at, wide) in list(zip(grid.columns, row.cells, places, strict=True))[1:]:
            # A total beside empty cells may be wider than its column.
            space = wide + (60 if row.strong else 0) if column.right else wide - 8
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space)
            area = QRect(at + wide - space if column.right else at, top + 6, space, 20)
            _write(painter, font, "text", area, _RIGHT if column.right else _LEFT, shown)

    def _rule(self, painter: QPainter, top: int, width: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(theme.color("line"))
        painter.drawLine(0, top, width, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _ticks(self, painter: QPainter | None, block: Ticks, top: int, width: int) -> int:
        columns = max(1, min(block.columns, width // 180))
        wide = (width - (columns - 1) * 16) // columns
        for start in range(0, len(block.items), columns):
            line = block.items[start : start + columns]
            highs = [self._tick(None, item, 0, 0, wide) for item in line]
            if painter is not None:
                for place, item in enumerate(line):
                    self._tick(painter, item, place * (wide + 16), top, wide)
            top += max(highs) + 6
        return top - 6 if block.items else top

    def _tick(self, painter: QPainter | None, item: Tick, left: int, top: int, wide: int) -> int:
        room = wide - _TICK
        words = self.words(self._fonts.text, item.text, room)
        note = self.words(self._fonts.small, item.note, room)
        beside = _side_by_side(words, note, room)
        if painter is not None:
            icon, tone = _MARKS[item.mark]
            paint_icon(painter, icon, QRectF(left, top + 2, 15, 15), theme.color(tone))
            ink = "bad" if item.mark in {"no", "failed"} else ""
            _place(painter, words, ink, left + _TICK, top)
            if item.note and beside:
                _place(painter, note, "secondary", left + _TICK + words.wide + _BESIDE, top + 2)
            elif item.note:
                _place(painter, note, "secondary", left + _TICK, top + words.high)
        return max(words.high, 20) + (note.high if item.note and not beside else 0)


class TimelineBody(_Painted):
    """What happened, the newest first: time, dot, words, who."""

    _TIME, _DOT = 44, 22

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._moments: tuple[Happened, ...] = ()

    def show_moments(self, moments: Sequence[Happened]) -> None:
        self._moments = tuple(moments)
        self._new("\n".join(f"{one.day} {one.time} {one.title}, {one.note}" for one in self._moments))

    def moments(self) -> tuple[Happened, ...]:
        return self._moments

    def _draw(self, painter: QPainter | None, width: int) -> int:
        top, day = 0, self._moments[0].day if self._moments else ""
        left = self._TIME + self._DOT
        for index, one in enumerate(self._moments):
            if one.day != day or (index == 0 and one.day):
                day = one.day
                if painter is not None:
                    area = QRect(left, top, width - left, 18)
                    _write(painter, self._fonts.small, "secondary", area, _LEFT, one.day)
                    self._thread(painter, top - 4 if index else top + 10, top + 24)
                top += 24
            words = self.words(self._fonts.text, one.title, width - left)
            note = self.words(self._fonts.small, one.note, width - left)
            high = max(words.high, 20) + (note.high if one.note else 0) + 10
            if painter is not None:
                time = QRect(0, top + 2, self._TIME - 4, 18)
                _write(painter, self._fonts.small, "secondary", time, _RIGHT, one.time)
                _place(painter, words, "", left, top)
                if one.note:
                    _place(painter, note, "secondary", left, top + words.high)
                if index < len(self._moments) - 1:
                    self._thread(painter, top + 16, top + high + 4)
                self._spot(painter, one.tone, top + 10)
            top += high
        return top

    def _thread(self, painter: QPainter, start: int, end: int) -> None:
        painter.setPen(QPen(theme.color("line"), 1))
        middle = self._TIME + self._DOT / 2 - 2.5
        painter.drawLine(QPointF(middle, start), QPointF(middle, end))

    def _spot(self, painter: QPainter, tone: str, middle: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("faint" if tone == "neutral" else tone))
        painter.drawEllipse(QPointF(self._TIME + self._DOT / 2 - 2.5, middle), 4, 4)
