"""Rows 2 and 7: the real window, off screen, beside a bare table and a bare form fed by plain SQL."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEventLoop, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QTableView, QWidget

from benchmarks.floors import raw_connection
from benchmarks.models import DESK
from benchmarks.rows_data import open_shop, some_tickets
from benchmarks.timing import Figure, Sample, figure
from shopdesk.bootstrap.desktop import OpenDesk, make_frame, open_desk
from shopdesk.domain.ids import CodeKind, code_for
from shopdesk.services.shop import Shop
from shopdesk.services.staff import staff_list
from shopdesk.services.ticket_lists import TicketFilter
from shopdesk.ui.common.theme import Theme
from shopdesk.ui.pages.tickets.page import TicketsPage

_SIZE = (1366, 768)
_LONGEST_SECONDS = 20.0
_ASLEEP = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_PAGE = 128


@dataclass(slots=True)
class _Window:
    shop: Shop
    desk: OpenDesk
    page: TicketsPage


@contextmanager
def _window(folder: Path) -> Iterator[_Window]:
    """The program's window on the shop, with the owner at the desk and the tickets page in front."""
    app = QApplication.instance() or QApplication(["benchmarks"])
    if not isinstance(app, QApplication):
        raise TypeError("a core application without windows")
    with open_shop(folder) as shop:
        theme = Theme("light")
        theme.apply(app)
        desk = open_desk(make_frame(app, theme, "zh_CN"), shop, DESK)
        desk.spooler.stop(5.0)
        desk.frame.window.resize(*_SIZE)
        desk.frame.window.show()
        desk.front.seat(next(one for one in shop.ask(staff_list) if one.id == 1))
        navigator = desk.front.desk.navigator
        navigator.go("tickets")
        page = navigator.page("tickets")
        if not isinstance(page, TicketsPage):
            raise TypeError("the tickets page is another one")
        _settle(desk)
        yield _Window(shop, desk, page)
        desk.front.close()
        desk.frame.close()


def _turn() -> None:
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def _until(reached: Callable[[], bool]) -> None:
    """Run the window's events until something is so; asleep in between, as the program is."""
    end = time.perf_counter() + _LONGEST_SECONDS
    waking = QTimer()
    waking.start(50)
    while not reached():
        if time.perf_counter() > end:
            raise TimeoutError("the window did not get there")
        QApplication.processEvents(_ASLEEP)


def _settle(desk: OpenDesk) -> None:
    _until(desk.frame.tasks.idle)
    _turn()


def _ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def scan(folder: Path, times: int) -> list[Figure]:
    """A scanner's code arrives; the whole ticket with its photos is painted."""
    with _window(folder) as window:
        page, front = window.page, window.desk.front
        ids = some_tickets(window.shop, times)
        ours = []
        for ticket_id in ids:
            code = code_for(CodeKind.TAG, ticket_id)
            started = time.perf_counter()
            front.scan(code)
            _until(partial(_shows, page, ticket_id))
            _turn()
            ours.append(_ms(started))
            _settle(window.desk)
        return [figure("2", "scan → painted ticket", _warm(ours), _bare_cards(folder, ids), 10.0, 16.7)]


def _shows(page: TicketsPage, ticket_id: int) -> bool:
    seen = page.presenter.seen
    return seen is not None and seen.card.id == ticket_id


def _bare_cards(folder: Path, ids: list[int]) -> Sample:
    raw = raw_connection(folder)
    form = QWidget()
    form.resize(1290, 716)
    rows = QFormLayout(form)
    fields = [QLabel() for _ in range(22)]
    pictures = [QLabel(), QLabel()]
    for field in (*fields, *pictures):
        rows.addRow("Field", field)
    image = QImage(120, 160, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGray)
    form.show()
    _turn()
    values = []
    for ticket_id in ids:
        started = time.perf_counter()
        found = raw.execute(
            "SELECT t.*, c.name, c.phone, d.brand, d.model, i.body FROM tickets t JOIN customers c ON"
            " c.id = t.customer_id JOIN devices d ON d.id = t.device_id JOIN intakes i ON i.ticket_id = t.id"
            " WHERE t.id = ?",
            (ticket_id,),
        ).fetchone()
        for field, value in zip(fields, found, strict=False):
            field.setText(str(value))
        for picture in pictures:
            picture.setPixmap(QPixmap.fromImage(image))
        form.repaint()
        _turn()
        values.append(_ms(started))
    form.close()
    return _warm(values)


def _warm(values: list[float]) -> Sample:
    return Sample(tuple(values[len(values) // 10 :]))


class _BareRows(QAbstractListModel):
    """Rows of all tickets, fetched page by page with plain SQL."""

    def __init__(self, raw: Any) -> None:
        super().__init__()
        self._raw = raw
        self._count: int = raw.execute("SELECT max(id) FROM tickets").fetchone()[0]
        self._pages: dict[int, list[str]] = {}

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return self._count

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role != 0:
            return None
        number, offset = divmod(index.row(), _PAGE)
        page = self._pages.get(number)
        if page is None:
            newest = self._count - number * _PAGE
            found = self._raw.execute(
                "SELECT t.number, t.fault, d.model, c.name FROM tickets t"
                " JOIN customers c ON c.id = t.customer_id JOIN devices d ON d.id = t.device_id"
                " WHERE t.id <= ? ORDER BY t.id DESC LIMIT ?",
                (newest, _PAGE),
            )
            page = self._pages[number] = [" ".join(row) for row in found]
        return page[offset]


def listing(folder: Path, times: int) -> list[Figure]:
    """All tickets ever: from the click on the filter to rows on the screen, then scrolling anywhere."""
    draw = random.Random(5)
    with _window(folder) as window:
        page, rows = window.page, window.page.list.rows
        first = []
        for _ in range(max(times // 10, 5)):
            page.rows.use_filter(TicketFilter.OPEN)
            _settle(window.desk)
            started = time.perf_counter()
            page.rows.use_filter(TicketFilter.ALL)
            _until(
                lambda: (
                    rows.rows_model.rowCount() > 0 and page.rows.which is TicketFilter.ALL and _painted(page)
                )
            )
            first.append(_ms(started))
        frames, settled = _scrolled(window, times, draw)
        bare_first, bare_frames = _bare_list(folder, times, random.Random(5))
        return [
            figure("7a", "list of all: first rows painted", Sample(tuple(first)), bare_first, 20.0),
            figure("7b", "one frame of scrolling, anywhere", frames, bare_frames, 8.3, 8.3),
            figure(
                "7c", "jump until the new rows are there", settled, bare_frames, 20.0, note="a further look"
            ),
        ]


def _painted(page: TicketsPage) -> bool:
    """The list has its first rows, and they are on the screen."""
    rows = page.list.rows
    if rows.rows_model.pages_held() == 0:
        rows.repaint()
        return False
    if not page.desk.tasks.idle():
        return False
    rows.repaint()
    return rows.says(0) is not None


def _scrolled(window: _Window, times: int, draw: random.Random) -> tuple[Sample, Sample]:
    rows = window.page.list.rows
    bar = rows.verticalScrollBar()
    frames, settled = [], []
    for _ in range(max(times // 8, 3)):
        # A jump to where no page is held, then a roll over the edge of the page.
        jump = time.perf_counter()
        bar.setValue(draw.randrange(bar.maximum()))
        started = time.perf_counter()
        rows.repaint()
        frames.append(_ms(started))
        _settle(window.desk)
        rows.repaint()
        settled.append(_ms(jump))
        for _step in range(16):
            started = time.perf_counter()
            bar.setValue(bar.value() + 300)
            _turn()
            frames.append(_ms(started))
    return _warm(frames), _warm(settled)


def _bare_list(folder: Path, times: int, draw: random.Random) -> tuple[Sample, Sample]:
    first = []
    for _ in range(3):
        raw = raw_connection(folder)
        started = time.perf_counter()
        # A table of one column: QListView asks for every row of a list before it shows one.
        view = QTableView()
        view.verticalHeader().setDefaultSectionSize(61)
        view.verticalHeader().hide()
        view.horizontalHeader().hide()
        view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.resize(300, 700)
        view.setModel(_BareRows(raw))
        view.show()
        view.repaint()
        first.append(_ms(started))
    bar = view.verticalScrollBar()
    frames = []
    for _ in range(times):
        started = time.perf_counter()
        bar.setValue(draw.randrange(max(1, bar.maximum())))
        _turn()
        frames.append(_ms(started))
    view.close()
    return Sample(tuple(first)), _warm(frames)
